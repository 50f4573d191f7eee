package io.nodethaw.heal;

import io.nodethaw.analysis.Finding;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.heal.HealResult.Ending;
import io.nodethaw.wait.Vertex;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** One real run of healing, from the first look to the proof. Used once. */
final class Treatment {
    /** systemd is back on the bus 0.5 s after SIGUSR1 (measured); a busy one needs longer. */
    private static final Duration RECONNECT = Duration.ofSeconds(10);

    /** Executing anew took 0.1 to 2 s (measured); thousands of units take longer. */
    private static final Duration REEXECUTE = Duration.ofSeconds(30);

    /** No cure has more steps: reconnect, execute anew, and a look that says otherwise before each. */
    private static final int ROUNDS = 6;

    private final Node node;
    private final EvidenceStore store;
    private final Ledger ledger;
    private final Decision decision;
    private final Proving proving;
    private final Supplier<Case> look;
    private final Protocol protocol;

    Treatment(
            Node node,
            EvidenceStore store,
            Ledger ledger,
            Decision decision,
            Proving proving,
            Supplier<Case> look,
            Protocol protocol) {
        this.node = node;
        this.store = store;
        this.ledger = ledger;
        this.decision = decision;
        this.proving = proving;
        this.look = look;
        this.protocol = protocol;
    }

    /** Does it. A record or evidence that cannot be written ends it: nothing is done without. */
    HealResult run(Case first) {
        try {
            return treat(first);
        } catch (IOException e) {
            return protocol.result(
                    ledger.hasActed() ? Ending.NOT_HEALED : Ending.REFUSED,
                    "nothing is done without a record: " + e.getMessage(),
                    ledger.cure().map(Cure::code).orElse(""),
                    "");
        }
    }

    private HealResult treat(Case first) throws IOException {
        var now = first;
        for (int round = 0; round < ROUNDS; round++) {
            var action = decision.choose(now);
            var finding = action.flatMap(Decision::because);
            if (action.isEmpty() || finding.isEmpty()) {
                boolean proves = ledger.hasActed() || action.isEmpty() && ledger.reopen(now);
                return proves ? finish(now) : untouched(action);
            }
            leaveOther(finding.get());
            var notRoot = Preconditions.root(now).refusal();
            if (notRoot.isPresent()) {
                return refused(notRoot.get(), finding.get());
            }
            var file = store.save(now.evidence());
            protocol.add("evidence saved in " + file);
            now = decision.quiet(action.get(), look.get());
            if (!decision.stillSays(action.get(), now)) {
                protocol.add("a fresh look says otherwise: " + now.verdict().state());
                continue;
            }
            var obstacle = perform(action.get(), finding.get(), now, file.toString());
            if (obstacle.isPresent()) {
                return refused(obstacle.get(), finding.get());
            }
            now = look.get();
        }
        return protocol.result(
                Ending.NOT_HEALED, "the verdict keeps changing", "", "look again with nodethaw diagnose");
    }

    /** Checks what must hold, and acts. Why it was not done, when it was not. */
    private Optional<String> perform(Action action, Finding finding, Case now, String evidence) throws IOException {
        var checks = decision.checks(action, now);
        protocol.add(checks);
        var refusal = Preconditions.refusal(checks);
        if (refusal.isPresent()) {
            return refusal;
        }
        return act(action, finding, now, evidence)
                ? Optional.empty()
                : Optional.of("systemd could not be told, or said no");
    }

    private HealResult untouched(Optional<Action> action) {
        ledger.over("not healed: nothing of it was done, and the verdict is another now");
        return action.isPresent() && action.get() instanceof Action.Leave(var why)
                ? protocol.result(Ending.REFUSED, why, "", "")
                : protocol.result(Ending.NOTHING_TO_DO, "nothing waits that should not", "", "");
    }

    private HealResult refused(String why, Finding finding) {
        var ending = ledger.hasActed() ? Ending.NOT_HEALED : Ending.REFUSED;
        ledger.over("not healed: " + why);
        return protocol.result(ending, why, finding.code(), "nodethaw explain " + finding.code());
    }

    /** A cure that was begun for something else is over. */
    private void leaveOther(Finding finding) {
        if (ledger.cure().filter(cure -> !cure.code().equals(finding.code())).isPresent()) {
            ledger.over("not healed: now it is " + finding.code());
        }
    }

    /** Writes the step down, does it, and writes down how it went. False when it was not done. */
    private boolean act(Action action, Finding finding, Case now, String evidence) throws IOException {
        var systemd = (Vertex.Process) finding.about();
        var target = new Target(systemd.pid(), systemd.startTicks(), "systemd " + systemd.pid());
        var cure = ledger.cure().orElseGet(() -> begin(finding.code(), target, now, evidence));
        var waiting = new LinkedHashSet<>(cure.waiting());
        waiting.addAll(Decision.waiting(now));
        ledger.begin(cure.waiting(List.copyOf(waiting))
                .with(new Step(Step.Kind.of(action), target, now.sinceBoot(), Step.State.BEGUN, "")));
        protocol.add("doing: " + action.title());
        try {
            ledger.ended(Step.State.DONE, action instanceof Action.Reconnect ? reconnect(systemd) : reexecute(systemd));
        } catch (RefusedException e) {
            ledger.ended(Step.State.NOT_DONE, "systemd refused: " + e.getMessage());
            return false;
        } catch (NotAskedException e) {
            ledger.ended(Step.State.NOT_DONE, "not done: " + e.getMessage());
            return false;
        } catch (IOException e) {
            node.awaitSystemd(REEXECUTE);
            ledger.ended(Step.State.DONE, "not known whether it was done: " + e.getMessage());
        }
        proving.compareNow(cure);
        return true;
    }

    private static Cure begin(String code, Target systemd, Case now, String evidence) {
        return new Cure(
                now.bootId(),
                code,
                systemd,
                now.sinceBoot(),
                evidence,
                Mark.of(now.view()),
                List.of(),
                RunningContainers.of(now),
                List.of(),
                "",
                List.of(),
                OtherTrouble.of(now, systemd.vertex()));
    }

    private String reconnect(Vertex.Process systemd) throws IOException {
        node.reconnect(systemd);
        return node.awaitSystemd(RECONNECT)
                ? "systemd answers on the bus again"
                : "systemd is not on the bus " + RECONNECT.toSeconds() + " s after SIGUSR1";
    }

    private String reexecute(Vertex.Process systemd) throws IOException {
        var how = node.reexecute(systemd);
        return node.awaitSystemd(REEXECUTE)
                ? how + "; systemd answers on the bus and off it"
                : how + "; systemd does not answer " + REEXECUTE.toSeconds() + " s after";
    }

    /** Ends what still waits for lost replies once systemd answers, and proves. */
    private HealResult finish(Case now) throws IOException {
        boolean answers = node.awaitSystemd(RECONNECT);
        boolean later = answers && new Leftovers(node, ledger, protocol).end(look);
        var cure = ledger.cure().orElseThrow();
        var missing = proving.prove(cure, later ? look.get() : now, look);
        ledger.over(missing.map(what -> "not healed: " + what).orElse(Cure.HEALED));
        if (missing.isEmpty()) {
            return protocol.result(Ending.HEALED, cure.code() + " is cured", cure.code(), "");
        }
        var what = answers ? "systemd answers again, but " + missing.get() : missing.get();
        return protocol.result(Ending.NOT_HEALED, what, cure.code(), "look again with nodethaw diagnose");
    }
}
