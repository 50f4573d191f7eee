package io.nodethaw.heal;

import io.nodethaw.heal.HealResult.Ending;
import io.nodethaw.remedy.Diagnosis;
import io.nodethaw.remedy.Means;
import io.nodethaw.remedy.Target;
import java.util.List;
import java.util.Optional;

/** The dry run: what would be done, in order, with the checks as they are now. Changes nothing. */
final class Plan {
    private final Means means;
    private final Ledger ledger;
    private final Decision decision;
    private final HealLog log;

    Plan(Means means, Ledger ledger, Decision decision, HealLog log) {
        this.means = means;
        this.ledger = ledger;
        this.decision = decision;
        this.log = log;
    }

    HealResult tell(Diagnosis first) {
        var choice = decision.choose(first);
        Optional<HealResult> refused = Optional.empty();
        while (choice instanceof Choice.Treat treat) {
            var told = tell(treat, decision.quiet(treat, first));
            if (told.ending() != Ending.REFUSED) {
                return told;
            }
            refused = refused.or(() -> Optional.of(told));
            decision.passOver(treat);
            choice = decision.choose(first);
            if (choice instanceof Choice.Treat next && decision.isPassedOver(next)) {
                return refused.orElseThrow();
            }
        }
        if (ledger.hasActed()) {
            return open(ledger.cure().orElseThrow(), "finish the cure that was begun", first);
        }
        var unproven = ledger.unproven();
        if (choice instanceof Choice.Nothing && unproven.isPresent()) {
            return open(unproven.get(), "prove the cure that was not proven", first);
        }
        return choice instanceof Choice.Leave(var why)
                ? log.result(Ending.REFUSED, why, "", "")
                : log.result(Ending.NOTHING_TO_DO, "nothing waits that should not", "", "");
    }

    private HealResult tell(Choice.Treat treat, Diagnosis now) {
        log.chose(treat);
        if (!decision.stillSays(treat, now)) {
            return log.result(Ending.REFUSED, "a second look led to another result: look again", treat.code(), "");
        }
        var checks = decision.checks(treat, now);
        log.add(checks);
        return Preconditions.refusal(checks)
                .map(why -> log.result(Ending.REFUSED, why, treat.code(), ""))
                .orElseGet(() -> treatment(treat, now));
    }

    private HealResult treatment(Choice.Treat treat, Diagnosis now) {
        begin(treat.title());
        log.add("its risk: " + treat.remedy().risk());
        treat.remedy()
                .ends(now, treat.target())
                .forEach(container -> log.add("would end the container of " + container.name()));
        now.ending()
                .forEach(container -> log.add("may end meanwhile: the container of " + container.name()
                        + ", whose end somebody has asked for"));
        decision.after(now, treat).ifPresent(next -> log.add("would do, if that does not help: " + next.title()));
        if (treat.remedy().losesReplies()) {
            var waiting = decision.waiting(treat, now);
            var held = Crowd.of(treat.remedy(), waiting, now);
            if (!held.isEmpty()) {
                log.add("would hold " + held.size() + " operations that wait meanwhile, and let them go " + Crowd.STEP
                        + " at a time");
            }
            leftovers(waiting, now);
        }
        return end(treat.title(), treat.code());
    }

    private HealResult open(Cure cure, String what, Diagnosis now) {
        begin(what);
        if (!cure.held().isEmpty()) {
            log.add("would let " + cure.held().size() + " operations go on that are held, " + Crowd.STEP
                    + " at a time");
        }
        leftovers(cure.waiting(), now);
        return end(what, cure.code());
    }

    private void begin(String what) {
        log.add("would save the evidence, look again, and write down each step before it is done");
        log.add("would do: " + what);
    }

    private void leftovers(List<Target> waiting, Diagnosis now) {
        for (var target : waiting) {
            Leftovers.stillWaits(means, now, target)
                    .ifPresent(care -> log.add("would do, if it still waits " + Proving.GRACE.toSeconds()
                            + " s after the cure: " + care.title(target)));
        }
    }

    private HealResult end(String what, String code) {
        log.add("would prove: the same probes, a real start, and that every container still runs");
        return log.result(Ending.DRY, what, code, "nodethaw heal --yes");
    }
}
