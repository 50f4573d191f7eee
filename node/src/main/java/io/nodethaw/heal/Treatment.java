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

/** One run of healing, from the first look to the proof. Used once. */
final class Treatment {
    /** systemd is back on the bus 0.5 s after SIGUSR1 (measured); a busy one needs longer. */
    private static final Duration RECONNECT = Duration.ofSeconds(10);

    /** Executing anew took 0.1 to 2 s (measured); thousands of units take longer. */
    private static final Duration REEXECUTE = Duration.ofSeconds(30);

    /** A start that is under way takes less than a second on a healthy node; looks are taken until it is over. */
    private static final int QUIET_LOOKS = 3;

    private static final Duration BETWEEN = Duration.ofSeconds(1);

    /** No cure has more steps: reconnect, execute anew, and a look that says otherwise before each. */
    private static final int ROUNDS = 6;

    private final Node node;
    private final Records records;
    private final EvidenceStore store;
    private final Proving proving;
    private final Supplier<Case> look;
    private final Protocol protocol;
    private final List<Cure> past;
    private Optional<Cure> cure;
    private double latest;

    Treatment(
            Node node,
            Records records,
            EvidenceStore store,
            Proving proving,
            Supplier<Case> look,
            Protocol protocol,
            List<Cure> history) {
        this.node = node;
        this.records = records;
        this.store = store;
        this.proving = proving;
        this.look = () -> {
            var seen = look.get();
            latest = seen.sinceBoot();
            return seen;
        };
        this.protocol = protocol;
        this.cure =
                history.isEmpty() || !history.getLast().isOpen() ? Optional.empty() : Optional.of(history.getLast());
        this.past = cure.isPresent() ? history.subList(0, history.size() - 1) : history;
    }

    /** What would be done, with the checks made now; changes nothing. */
    HealResult plan(Case first) {
        cure = cure.map(open -> Resumption.settle(open, first, node));
        cure.ifPresent(open -> protocol.add("a cure for " + open.code() + " was begun " + ago(open, first)
                + " and not finished; its record is in /run/nodethaw/heal"));
        var action = choose(first);
        if (action.isPresent() && action.get() instanceof Action.Leave(var why) && cure.isEmpty()) {
            return protocol.result(Ending.REFUSED, why, "", "");
        }
        var finding = action.flatMap(Treatment::because);
        if (finding.isEmpty()) {
            return cure.isEmpty()
                    ? protocol.result(Ending.NOTHING_TO_DO, "nothing waits that should not", "", "")
                    : planned(
                            cure.get().waiting(),
                            "finish the cure that was begun",
                            cure.get().code(),
                            false);
        }
        var now = quiet(action.get(), first);
        if (!sameAs(action.get(), choose(now))) {
            return protocol.result(
                    Ending.REFUSED,
                    "a second look says otherwise: look again",
                    finding.get().code(),
                    "");
        }
        var checks = checks(action.get(), now);
        protocol.add(checks);
        var refusal = Preconditions.refusal(checks);
        return refusal.isPresent()
                ? protocol.result(Ending.REFUSED, refusal.get(), finding.get().code(), "")
                : planned(
                        waiting(now),
                        action.get().title(),
                        finding.get().code(),
                        action.get() instanceof Action.Reconnect);
    }

    private HealResult planned(List<Target> waiting, String what, String code, boolean more) {
        protocol.add("would save the evidence, look again, and write down each step before it is done");
        protocol.add("would do: " + what);
        if (more) {
            protocol.add("would do, if it is still off the bus then: Reexecute through the private socket");
        }
        waiting.forEach(target -> protocol.add("would do, if it still waits " + Proving.GRACE.toSeconds()
                + " s after systemd answers: SIGKILL to " + target.name()));
        protocol.add("would prove: the same probes, a real start, and that every container still runs");
        return protocol.result(Ending.DRY, what, code, "nodethaw heal --yes");
    }

    /** Does it. A record or evidence that cannot be written ends it: nothing is done without. */
    HealResult run(Case first) {
        try {
            return treat(first);
        } catch (IOException e) {
            boolean acted = hasActed();
            var code = cure.map(Cure::code).orElse("");
            return protocol.result(
                    acted ? Ending.NOT_HEALED : Ending.REFUSED,
                    "nothing is done without a record: " + e.getMessage(),
                    code,
                    "");
        }
    }

    private boolean hasActed() {
        return cure.filter(open -> open.steps().stream().anyMatch(step -> step.state() != Step.State.NOT_DONE))
                .isPresent();
    }

    private HealResult treat(Case first) throws IOException {
        if (cure.isPresent()) {
            resume(cure.get(), first);
        }
        latest = first.sinceBoot();
        var now = first;
        for (int round = 0; round < ROUNDS; round++) {
            var action = choose(now);
            var finding = action.flatMap(Treatment::because);
            if (finding.isEmpty()) {
                return hasActed() ? finish(now) : untouched(action);
            }
            leaveOther(finding.get());
            var file = store.save(now.evidence());
            protocol.add("evidence saved in " + file);
            now = quiet(action.get(), look.get());
            if (!sameAs(action.get(), choose(now))) {
                protocol.add("a fresh look says otherwise: " + now.verdict().state());
                continue;
            }
            var checks = checks(action.get(), now);
            protocol.add(checks);
            var refusal = Preconditions.refusal(checks);
            if (refusal.isPresent()) {
                return refused(refusal.get(), finding.get());
            }
            if (!act(action.get(), finding.get(), now, file.toString())) {
                return refused("systemd refused", finding.get());
            }
            now = look.get();
        }
        return protocol.result(
                Ending.NOT_HEALED, "the verdict keeps changing", "", "look again with nodethaw diagnose");
    }

    private void resume(Cure open, Case first) throws IOException {
        var settled = Resumption.settle(open, first, node);
        protocol.add("going on with the cure for " + open.code() + " that was begun " + ago(open, first));
        if (!settled.equals(open)) {
            protocol.add(settled.steps().getLast().outcome());
            records.write(settled);
        }
        cure = Optional.of(settled);
    }

    private static String ago(Cure open, Case now) {
        return Math.round(now.sinceBoot() - open.sinceBoot()) + " s ago";
    }

    private HealResult untouched(Optional<Action> action) {
        cure.ifPresent(open -> write(open.over("not healed: nothing of it was done, and the verdict is another now")));
        return action.isPresent() && action.get() instanceof Action.Leave(var why)
                ? protocol.result(Ending.REFUSED, why, "", "")
                : protocol.result(Ending.NOTHING_TO_DO, "nothing waits that should not", "", "");
    }

    private HealResult refused(String why, Finding finding) {
        boolean acted = hasActed();
        cure.ifPresent(open -> write(open.over("not healed: " + why)));
        return protocol.result(
                acted ? Ending.NOT_HEALED : Ending.REFUSED, why, finding.code(), "nodethaw explain " + finding.code());
    }

    /** A cure that was begun for something else is over. */
    private void leaveOther(Finding finding) {
        if (cure.isPresent() && !cure.get().code().equals(finding.code())) {
            write(cure.get().over("not healed: now it is " + finding.code()));
            cure = Optional.empty();
        }
    }

    private Optional<Action> choose(Case now) {
        var code = Choice.curable(now.verdict())
                .flatMap(root -> root.finding())
                .map(Finding::code)
                .orElse("");
        return Choice.choose(now.verdict(), tried(Step.Kind.RECONNECT, code, now));
    }

    private boolean tried(Step.Kind kind, String code, Case now) {
        return java.util.stream.Stream.concat(past.stream(), cure.stream())
                .anyMatch(record -> record.code().equals(code) && record.tried(kind, now.sinceBoot()));
    }

    /** The same thing to the same process for the same code; proofs carry numbers that change from look to look. */
    private static boolean sameAs(Action action, Optional<Action> fresh) {
        var before = because(action);
        var now = fresh.flatMap(Treatment::because);
        return fresh.filter(other -> other.getClass() == action.getClass()).isPresent()
                && before.map(Finding::code).equals(now.map(Finding::code))
                && before.map(Finding::about).equals(now.map(Finding::about));
    }

    private static Optional<Finding> because(Action action) {
        return switch (action) {
            case Action.Reconnect(var finding, var _) -> Optional.of(finding);
            case Action.Reexecute(var finding, var _) -> Optional.of(finding);
            case Action.EndProcess(var finding, var _, var _) -> Optional.of(finding);
            case Action.Leave _ -> Optional.empty();
        };
    }

    /** Looks again while a start is under way that will be over soon. */
    private Case quiet(Action action, Case seen) {
        var now = seen;
        for (int i = 1;
                i < QUIET_LOOKS
                        && action instanceof Action.Reexecute
                        && !Preconditions.inFlight(now).isEmpty();
                i++) {
            node.pause(BETWEEN);
            now = look.get();
        }
        return now;
    }

    private List<Check> checks(Action action, Case now) {
        var code = because(action).map(Finding::code).orElse("");
        return Preconditions.of(action, now, node.premises(), tried(Step.Kind.of(action), code, now));
    }

    private static List<Target> waiting(Case now) {
        return Choice.curable(now.verdict())
                .map(root -> Choice.waiting(now.verdict(), root).stream()
                        .map(Target::of)
                        .toList())
                .orElse(List.of());
    }

    /** Writes the step down, does it, and writes down how it went. False when systemd refused. */
    private boolean act(Action action, Finding finding, Case now, String evidence) throws IOException {
        var systemd = (Vertex.Process) finding.about();
        var target = new Target(systemd.pid(), systemd.startTicks(), "systemd " + systemd.pid());
        var base = cure.orElseGet(() -> new Cure(
                now.bootId(),
                finding.code(),
                target,
                now.sinceBoot(),
                evidence,
                Mark.of(now.view()),
                List.of(),
                RunningContainers.of(now),
                List.of(),
                ""));
        var all = new LinkedHashSet<>(base.waiting());
        all.addAll(waiting(now));
        var begun = base.waiting(List.copyOf(all))
                .with(new Step(Step.Kind.of(action), target, now.sinceBoot(), Step.State.BEGUN, ""));
        records.write(begun);
        cure = Optional.of(begun);
        protocol.add("doing: " + action.title());
        try {
            var how = action instanceof Action.Reconnect ? reconnect(systemd) : reexecute(systemd);
            ended(Step.State.DONE, how);
        } catch (RefusedException e) {
            ended(Step.State.NOT_DONE, "systemd refused: " + e.getMessage());
            return false;
        } catch (NotAskedException e) {
            ended(Step.State.NOT_DONE, "not done: " + e.getMessage());
            return false;
        } catch (IOException e) {
            node.awaitSystemd(REEXECUTE);
            ended(Step.State.DONE, "not known whether it was done: " + e.getMessage());
        }
        proving.compareNow(cure.get());
        return true;
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

    private void ended(Step.State state, String outcome) {
        protocol.add((state == Step.State.DONE ? "done: " : "") + outcome);
        write(cure.orElseThrow().ended(state, outcome));
    }

    /** A record that cannot be written after a step keeps its state before it: the next run sees a step that was begun. */
    private void write(Cure changed) {
        cure = Optional.of(changed);
        try {
            records.write(changed);
        } catch (IOException e) {
            protocol.add("the record could not be written: " + e.getMessage());
        }
    }

    /** Ends what still waits for lost replies once systemd answers, and proves. */
    private HealResult finish(Case now) throws IOException {
        boolean answers = node.awaitSystemd(RECONNECT);
        boolean endedSome = answers && new Leftovers(node, protocol, this::step).end(cure.orElseThrow(), look);
        var outcome = proving.prove(cure.orElseThrow(), endedSome ? look.get() : now, look);
        write(cure.get().over(outcome.isPresent() ? "not healed: " + outcome.get() : "healed"));
        var code = cure.get().code();
        return outcome.isEmpty()
                ? protocol.result(Ending.HEALED, code + " is cured", code, "")
                : protocol.result(Ending.NOT_HEALED, outcome.get(), code, "look again with nodethaw diagnose");
    }

    /** One more step of the cure: written down, done, written down. */
    private void step(Target target, Leftovers.Doing doing) throws IOException {
        var at = cure.orElseThrow();
        var begun = at.with(new Step(Step.Kind.END_PROCESS, target, latest, Step.State.BEGUN, ""));
        records.write(begun);
        cure = Optional.of(begun);
        protocol.add("doing: SIGKILL to " + target.name());
        try {
            ended(Step.State.DONE, doing.run());
        } catch (NotAskedException e) {
            ended(Step.State.DONE, "it ended by itself");
        } catch (IOException e) {
            ended(Step.State.NOT_DONE, "not done: " + e.getMessage());
        }
    }
}
