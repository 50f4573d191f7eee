package io.nodethaw.heal;

import io.nodethaw.analysis.Root;
import io.nodethaw.analysis.Verdict;
import io.nodethaw.evidence.Reading;
import io.nodethaw.remedy.Canary;
import io.nodethaw.remedy.Diagnosis;
import io.nodethaw.remedy.Means;
import io.nodethaw.remedy.NodeAccess;
import io.nodethaw.remedy.Target;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Vertex;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Proves that a cure helped: the same probes answer, real starts work, containers still run, and nobody who waited still waits.
 */
final class Proving {
    /** Whatever waited for a lost reply fails by itself within this time, or never (measured on the lab node: 0.2 to 2 s). */
    static final Duration GRACE = Duration.ofSeconds(5);

    /** The most looks until the probes answer: daemons that were held up answer again within seconds. */
    private static final int LOOKS = 6;

    private static final Duration BETWEEN = Duration.ofSeconds(1);

    private final NodeWatch watch;
    private final Ledger ledger;
    private final Means means;
    private final NodeAccess access;
    private final HealLog log;
    private final Set<Target> goneAtOnce = new HashSet<>();

    /** Calls without a reply when the act began, and what they are told as: whoever made one may have ended since. */
    private final Map<Edge, String> callers = new LinkedHashMap<>();

    Proving(NodeWatch watch, NodeAccess access, Means means, Ledger ledger, HealLog log) {
        this.watch = watch;
        this.ledger = ledger;
        this.means = means;
        this.access = access;
        this.log = log;
    }

    /** Called right before an act: processes whose calls have no reply from the one that is treated. They are not ended. */
    void callersNow(Diagnosis before, Vertex treated) {
        calls(before, treated).forEach(call -> callers.put(call, told(before, call)));
    }

    private static Stream<Edge> calls(Diagnosis now, Vertex treated) {
        return now.graph().edges().stream()
                .filter(edge -> edge.to().equals(treated) && edge.strength() == Strength.NEEDS)
                .filter(edge -> edge.kind().isCall());
    }

    /**
     * Called right after an act: containers that are gone by then ended because of it; those that end later end for other
     * reasons.
     */
    void compareNow(Cure cure) {
        cure.running().stream().filter(target -> !watch.lives(target.vertex())).forEach(goneAtOnce::add);
    }

    /** What is not proven; empty when everything is. */
    Optional<String> prove(Cure cure, Diagnosis after, Supplier<Diagnosis> look) {
        var missing = new ArrayList<String>();
        var now = after;
        for (int i = 1; i < LOOKS && !OtherTrouble.isAll(now, cure); i++) {
            watch.pause(BETWEEN);
            now = look.get();
        }
        var state = now.verdict().state().name().toLowerCase(Locale.ROOT);
        log.add("proof: the probes say " + state);
        if (!OtherTrouble.isAll(now, cure)) {
            missing.add("the node is still " + state
                    + now.verdict().roots().stream()
                            .findFirst()
                            .map(root -> ", at " + root.name())
                            .orElse(""));
        } else {
            tellOthers(now.verdict());
            means.canaries().forEach(canary -> start(canary).ifPresent(missing::add));
        }
        containers(cure).ifPresent(missing::add);
        victims(cure, now).ifPresent(missing::add);
        calls(now).ifPresent(missing::add);
        return missing.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", missing));
    }

    private void tellOthers(Verdict verdict) {
        if (verdict.state().isSick() || verdict.state() == Verdict.State.UNCLEAR) {
            var names = verdict.roots().stream().map(Root::name).toList();
            log.add("not healed by this, and already so before: "
                    + (names.isEmpty() ? "what could not be seen" : String.join(", ", names)));
        }
    }

    /** Starts it, and again where a daemon says that it has not connected again, as long as that may take. */
    private Optional<String> start(Canary canary) {
        var trial = tried(canary);
        if (trial.mayStartWithin().isPositive()) {
            log.add("proof: " + canary.name()
                    + " did not start yet, because a daemon has not connected again; it is tried for "
                    + trial.mayStartWithin().toSeconds() + " s");
        }
        for (var waited = Duration.ZERO; waited.compareTo(trial.mayStartWithin()) < 0; waited = waited.plus(BETWEEN)) {
            watch.pause(BETWEEN);
            trial = tried(canary);
        }
        return switch (trial.end().reading()) {
            case Reading.Seen<Canary.Started>(var started) -> {
                log.add("proof: " + started.what());
                yield Optional.empty();
            }
            case Reading.Refused<Canary.Started>(var why) -> notTried(canary, why);
            case Reading.NotAsked<Canary.Started>(var why, boolean _) -> notTried(canary, why);
            case Reading.Silent<Canary.Started>(var waited, var stage, var _) ->
                missing(canary.name() + " did not start: no answer to " + stage + " in " + waited.toSeconds() + " s");
            case Reading.Failed<Canary.Started>(var why) -> missing(canary.name() + " did not start: " + why);
        };
    }

    private CanaryTrial tried(Canary canary) {
        var trial = new CanaryTrial(access, canary);
        trial.removal().ifPresent(ledger::mayLeave);
        trial.start();
        trial.end();
        if (!trial.mayBeLeft()) {
            trial.removal().ifPresent(ledger::leftNothing);
        }
        return trial;
    }

    private Optional<String> notTried(Canary canary, String why) {
        log.add("not tried: " + canary.name() + ": " + why);
        return Optional.empty();
    }

    private Optional<String> containers(Cure cure) {
        var running = cure.running();
        if (running.isEmpty()) {
            log.add("no proof that containers keep running: none ran before that should run on");
            return Optional.empty();
        }
        var gone =
                running.stream().filter(target -> !watch.lives(target.vertex())).toList();
        log.add("proof: " + (running.size() - gone.size()) + " of " + running.size()
                + " processes of containers that ran before still run, same pid and start time"
                + (gone.isEmpty() ? "" : "; ended: " + names(gone)));
        return goneAtOnce.isEmpty()
                ? Optional.empty()
                : missing("containers have ended with the act: " + names(List.copyOf(goneAtOnce)));
    }

    private Optional<String> victims(Cure cure, Diagnosis now) {
        var left = cure.waiting().stream()
                .filter(target -> watch.lives(target.vertex())
                        && Leftovers.stillWaits(means, now, target).isPresent())
                .toList();
        log.add("proof: " + (cure.waiting().size() - left.size()) + " of "
                + cure.waiting().size() + " operations that waited no longer wait");
        return left.isEmpty() ? Optional.empty() : missing("still waiting: " + names(left));
    }

    /** Those of a run that was killed are not known any more. */
    private Optional<String> calls(Diagnosis now) {
        if (callers.isEmpty()) {
            return Optional.empty();
        }
        var left = callers.keySet().stream()
                .filter(before ->
                        calls(now, before.to()).anyMatch(edge -> edge.from().equals(before.from())))
                .map(callers::get)
                .toList();
        log.add("proof: " + (callers.size() - left.size()) + " of " + callers.size()
                + " processes that waited for a reply of it no longer wait: " + String.join(", ", callers.values()));
        return left.isEmpty() ? Optional.empty() : missing("still waiting: " + String.join(", ", left));
    }

    /** "kubelet 184 (StartTransientUnit)". */
    private static String told(Diagnosis now, Edge call) {
        return now.graph().role(call.from()).map(Role::label).orElse("another process") + " ("
                + call.gist().words() + ")";
    }

    private Optional<String> missing(String what) {
        log.add("not proven: " + what);
        return Optional.of(what);
    }

    private static String names(List<Target> targets) {
        return String.join(", ", targets.stream().map(Target::name).toList());
    }
}
