package io.nodethaw.heal;

import io.nodethaw.collect.NotAskedException;
import io.nodethaw.heal.HealResult.Ending;
import io.nodethaw.remedy.Diagnosis;
import io.nodethaw.remedy.Means;
import io.nodethaw.remedy.NodeAccess;
import io.nodethaw.remedy.RefusedException;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** One real run of healing, from the first look to the proof. Used once. */
final class Treatment {
    /** The most looks that lead to nothing: no cure has more than three remedies, with a look before each that leads elsewhere. */
    private static final int ROUNDS = 6;

    /** The most acts of one run: each takes a look or two, and whoever needs more has a node for a person to look at. */
    private static final int MOST_ACTS = 16;

    /** How long to wait for the treated process to be well before the rest is done; its settling time has already passed. */
    private static final Duration WELL = Duration.ofSeconds(10);

    private final NodeWatch watch;
    private final NodeAccess access;
    private final Means means;
    private final EvidenceStore store;
    private final Ledger ledger;
    private final Decision decision;
    private final Proving proving;
    private final Crowd crowd;
    private final Supplier<Diagnosis> look;
    private final HealLog log;
    private Optional<String> refusal = Optional.empty();
    private Optional<Cure> earlier = Optional.empty();

    Treatment(
            NodeWatch watch,
            NodeAccess access,
            Means means,
            EvidenceStore store,
            Ledger ledger,
            Decision decision,
            Proving proving,
            Crowd crowd,
            Supplier<Diagnosis> look,
            HealLog log) {
        this.watch = watch;
        this.access = access;
        this.means = means;
        this.store = store;
        this.ledger = ledger;
        this.decision = decision;
        this.proving = proving;
        this.crowd = crowd;
        this.look = look;
        this.log = log;
    }

    /** Runs it. It ends when a record or evidence cannot be written, because nothing is done without them. */
    HealResult run(Diagnosis first) {
        try {
            return treat(first);
        } catch (IOException e) {
            return log.result(
                    ledger.hasActed() ? Ending.NOT_HEALED : Ending.REFUSED,
                    "nothing is done without a record: " + e.getMessage(),
                    ledger.cure().map(Cure::code).orElse(""),
                    "");
        }
    }

    private HealResult treat(Diagnosis first) throws IOException {
        var now = first;
        int acts = 0;
        for (int vain = 0; vain < ROUNDS && acts < MOST_ACTS; ) {
            var choice = decision.choose(now);
            if (!(choice instanceof Choice.Treat treat)) {
                return nothingMore(choice, now);
            }
            if (decision.isPassedOver(treat)) {
                return ended(now, treat.code());
            }
            log.chose(treat);
            if (leaveOther(treat)) {
                now = look.get();
                vain++;
                continue;
            }
            var notRoot = Preconditions.root(now).refusal();
            if (notRoot.isPresent()) {
                return refused(notRoot.get(), treat.code());
            }
            var file = store.save(now.evidence());
            log.add("evidence saved in " + file);
            now = decision.quiet(treat, look.get());
            if (!decision.stillSays(treat, now)) {
                log.add("a fresh look led to another result: " + now.verdict().state());
                vain++;
                continue;
            }
            var obstacle = perform(treat, now, file.toString());
            if (obstacle.isEmpty()) {
                acts++;
                now = look.get();
            } else {
                refusal = refusal.or(() -> obstacle);
                decision.passOver(treat);
            }
        }
        return log.result(Ending.NOT_HEALED, "the verdict keeps changing", "", "look again with nodethaw diagnose");
    }

    private HealResult nothingMore(Choice choice, Diagnosis now) throws IOException {
        boolean proves = ledger.hasActed()
                || choice instanceof Choice.Nothing && ledger.reopen(now)
                || earlier.isPresent() && reopen(now);
        return proves ? finish(now) : untouched(choice);
    }

    /** Checks what must hold, and acts. Returns why it was not done; empty when it was. */
    private Optional<String> perform(Choice.Treat treat, Diagnosis now, String evidence) throws IOException {
        var checks = decision.checks(treat, now);
        log.add(checks);
        var refusal = Preconditions.refusal(checks);
        if (refusal.isPresent()) {
            return refusal;
        }
        return act(treat, now, evidence)
                ? Optional.empty()
                : Optional.of(treat.target().name() + " could not be reached, or refused");
    }

    /** Nothing more can be done: what was done is proven, and what was refused is told. */
    private HealResult ended(Diagnosis now, String code) throws IOException {
        return ledger.hasActed() || earlier.isPresent() && reopen(now)
                ? finish(now)
                : refused(refusal.orElse("nothing was done"), code);
    }

    private boolean reopen(Diagnosis now) {
        ledger.over("not healed: nothing was done");
        return ledger.reopen(now);
    }

    private HealResult untouched(Choice choice) {
        ledger.over("not healed: nothing was done, and the verdict is now another one");
        return choice instanceof Choice.Leave(var why)
                ? log.result(Ending.REFUSED, why, "", "")
                : log.result(Ending.NOTHING_TO_DO, "nothing waits that should not", "", "");
    }

    private HealResult refused(String why, String code) {
        var ending = ledger.hasActed() ? Ending.NOT_HEALED : Ending.REFUSED;
        ledger.over("not healed: " + why);
        return log.result(ending, why, code, "nodethaw explain " + code);
    }

    /**
     * Ends a cure that was begun for another finding; the proof of the next one stands for both. True when time has passed, because what
     * still waited for replies that it had lost was ended.
     */
    private boolean leaveOther(Choice.Treat next) throws IOException {
        var other = ledger.cure().filter(cure -> !cure.code().equals(next.code()));
        if (other.isEmpty()) {
            return false;
        }
        var treated = Treated.lastOf(other.get(), means)
                .filter(last -> last.remedy().losesReplies() && other.get().hasActed())
                .filter(last -> watch.await(WELL, () -> last.isWell(access)));
        boolean later = treated.isPresent() && endLeftovers(treated.get());
        earlier = ledger.cure().filter(Cure::hasActed);
        ledger.over("not healed: now it is " + next.code());
        return later;
    }

    /** Records the step, does it, and records the outcome. False when it was not done. */
    private boolean act(Choice.Treat treat, Diagnosis now, String evidence) throws IOException {
        var remedy = treat.remedy();
        var target = treat.target();
        var cure = ledger.cure().orElseGet(() -> begin(treat, now, evidence));
        cure = cure.without(remedy.ends(now, target)).without(now.ending());
        now.ending()
                .forEach(container -> log.add("no proof by the container of " + container.name()
                        + ": somebody has asked for its end, so that it may end at any moment"));
        var waiting = new LinkedHashSet<>(cure.waiting());
        waiting.addAll(decision.waiting(treat, now));
        var all = List.copyOf(waiting);
        ledger.begin(cure.waiting(all).holding(Crowd.of(remedy, all, now)).with(Step.begun(remedy, target, now)));
        boolean done;
        try {
            crowd.hold();
            done = treat(treat, now, cure);
        } catch (IOException | RuntimeException e) {
            crowd.letGo(); // nothing stays held because a cure failed
            throw e;
        }
        crowd.letGo();
        return done;
    }

    private boolean treat(Choice.Treat treat, Diagnosis now, Cure cure) throws IOException {
        proving.callersNow(now, treat.root().vertex());
        log.add("doing: " + treat.title());
        boolean done = perform(new Treated(treat.remedy(), treat.target()), now);
        if (done) {
            proving.compareNow(cure);
        }
        return done;
    }

    /** Does it and records the outcome; false when it was not done. */
    private boolean perform(Treated treated, Diagnosis now) {
        var remedy = treated.remedy();
        var target = treated.target();
        try {
            var how = remedy.perform(access, target, now);
            ledger.ended(Step.State.DONE, treated.outcome(how, settles(treated)));
        } catch (RefusedException e) {
            ledger.ended(Step.State.NOT_DONE, target.name() + " refused: " + e.getMessage());
            return false;
        } catch (NotAskedException e) {
            ledger.ended(Step.State.NOT_DONE, "not done: " + e.getMessage());
            return false;
        } catch (IOException e) {
            settles(treated);
            ledger.ended(Step.State.DONE, "not known whether it was done: " + e.getMessage());
        }
        return true;
    }

    private boolean settles(Treated treated) {
        return watch.await(treated.remedy().settling(), () -> treated.isWell(access));
    }

    /** What ran and waited before an earlier cure of this run counts for this one too. */
    private Cure begin(Choice.Treat treat, Diagnosis now, String evidence) {
        return new Cure(
                now.bootId(),
                treat.code(),
                now.sinceBoot(),
                evidence,
                earlier.map(Cure::waiting).orElse(List.of()),
                earlier.map(Cure::running).orElse(now.running()),
                List.of(),
                "",
                List.of(),
                OtherTrouble.of(now, treat.root().vertex()),
                List.of());
    }

    /** When the treated process is well, ends what still waits for lost replies, and then proves the cure. */
    private HealResult finish(Diagnosis now) throws IOException {
        var cure = ledger.cure().orElseThrow();
        var treated = Treated.lastOf(cure, means);
        boolean well = treated.filter(last -> watch.await(WELL, () -> last.isWell(access)))
                .isPresent();
        boolean later = well && treated.orElseThrow().remedy().losesReplies() && endLeftovers(treated.orElseThrow());
        var missing = proving.prove(ledger.cure().orElseThrow(), later ? look.get() : now, look);
        ledger.over(missing.map(what -> "not healed: " + what).orElse(Cure.HEALED));
        if (missing.isEmpty()) {
            return log.result(Ending.HEALED, cure.code() + " is cured", cure.code(), "");
        }
        var what =
                well ? treated.orElseThrow().target().name() + " is well again, but " + missing.get() : missing.get();
        return log.result(Ending.NOT_HEALED, what, cure.code(), "look again with nodethaw diagnose");
    }

    private boolean endLeftovers(Treated treated) throws IOException {
        return new Leftovers(watch, access, means, ledger, log).end(look, () -> treated.isWell(access));
    }
}
