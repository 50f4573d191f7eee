package io.nodethaw.heal;

import io.nodethaw.collect.Asker;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Pending;
import io.nodethaw.collect.Probe;
import io.nodethaw.evidence.CanarySteps;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Sample;
import io.nodethaw.remedy.Canary;
import io.nodethaw.remedy.LeftBehindException;
import io.nodethaw.remedy.NodeAccess;
import io.nodethaw.remedy.NotYetException;
import io.nodethaw.remedy.Trial;
import io.nodethaw.remedy.TrialName;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** A canary with a name of its own, started once. Whatever the outcome, nothing is left behind unless it says so, or never comes back. */
final class CanaryTrial {
    /** A canary that gives up at its limit says so; this is how long we wait for that. */
    private static final Duration SAYING = Duration.ofMillis(500);

    private final NodeAccess access;
    private final Canary canary;
    private final String name = TrialName.make();
    private final AtomicBoolean left = new AtomicBoolean(true);
    private volatile Optional<Trial> trial = Optional.empty();
    private volatile Duration within = Duration.ZERO;
    private boolean wasOut;
    private Optional<Pending<Canary.Started>> pending = Optional.empty();
    private Deadline end = Deadline.in(Duration.ZERO);

    CanaryTrial(NodeAccess access, Canary canary) {
        this.access = access;
        this.canary = canary;
    }

    /** What is started. */
    String name() {
        return canary.name();
    }

    /** The command with which a person can remove what is left of it; empty when nothing can be left. */
    Optional<String> removal() {
        return canary.removal(name);
    }

    /** Starts it, and does not wait. */
    void start() {
        var probe = new Probe<>(Canary.Started.TYPE, canary.name(), this::start);
        end = access.host().deadline(canary.limit().plus(SAYING));
        pending = Optional.of(new Asker(access.host()).start(probe, canary.limit()));
    }

    /** What has come of it by then; silent while it has not come back, and then with the step that has no answer. */
    Sample<Canary.Started> await(Deadline deadline) {
        var sample = pending.orElseThrow().await(deadline);
        return sample.reading() instanceof Reading.Silent<Canary.Started>(var waited, var stage, var kind)
                ? new Sample<>(new Reading.Silent<>(waited, stage(stage), kind), sample.origin())
                : sample;
    }

    private String stage(String known) {
        return steps().stopped().map(CanarySteps.Step::name).orElse(known);
    }

    /** The steps so far. */
    CanarySteps steps() {
        return trial.map(Trial::steps).orElse(new CanarySteps(List.of()));
    }

    /** Puts what has come of it by now into evidence, and its steps. */
    void put(Evidence.Builder into) {
        var sample = await(Deadline.in(Duration.ZERO));
        wasOut = sample.reading().isSilent();
        into.put(Canary.Started.TYPE, name(), sample);
        var steps = steps();
        if (!steps.steps().isEmpty()) {
            into.put(CanarySteps.TYPE, name(), new Sample<>(new Reading.Seen<>(steps), sample.origin()));
        }
    }

    /** What is tried. */
    Canary canary() {
        return canary;
    }

    /** True once it has been started and removed. */
    boolean hasStarted() {
        return await(Deadline.in(Duration.ZERO)).reading() instanceof Reading.Seen<Canary.Started>;
    }

    /** True when it had not come back when it was last put into evidence. */
    boolean wasOut() {
        return wasOut;
    }

    /** Another trial of the same. */
    CanaryTrial again() {
        return new CanaryTrial(access, canary);
    }

    /** Waits until it has come back, or its limit has passed, counted from its start. */
    Sample<Canary.Started> end() {
        return await(end);
    }

    private Canary.Started start(Deadline deadline) throws IOException {
        var begun = new Trial(name, deadline);
        trial = Optional.of(begun);
        try {
            var started = new Canary.Started(canary.start(access, begun));
            left.set(false);
            return started;
        } catch (IOException e) {
            left.set(e instanceof LeftBehindException);
            if (e instanceof NotYetException notYet) {
                within = notYet.within();
            }
            throw e;
        }
    }

    /** Within this time another one may start, because this one has failed only for a daemon that has not connected again; else zero. */
    Duration mayStartWithin() {
        return within;
    }

    /** False once it is known that nothing is left of it. */
    boolean mayBeLeft() {
        return left.get();
    }
}
