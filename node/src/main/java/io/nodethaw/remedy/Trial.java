package io.nodethaw.remedy;

import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.SilentException;
import io.nodethaw.evidence.CanarySteps;
import io.nodethaw.evidence.CanarySteps.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * One start of a canary and its removal, each step of it limited and timed. It is removed whatever the outcome of the start, which may
 * have happened even if there was no answer. Another thread may ask meanwhile how far it is.
 */
public final class Trial {
    /**
     * All steps together. It is what a person waits for a command. In 20 runs of diagnose --canary on a lab node (lab/node up) whose two
     * processors had work for twelve, one step took up to 0.64 s, and all of a container's 1.0 s: what takes 15 s is worth to be looked at.
     */
    public static final Duration LIMIT = Duration.ofSeconds(30);

    /**
     * One step. A look at what hangs begins 10 s after the first step and takes up to 5 s; until then the call that hangs stays open, so
     * that who serves it is seen at work on it.
     */
    private static final Duration STEP = Duration.ofSeconds(15);

    /** One call. */
    @FunctionalInterface
    public interface Call<T> {
        /** Throws when it did not succeed; a {@link RefusedStartException} when who was asked says so. */
        T within(Deadline limit) throws IOException;
    }

    /** Starts it, in steps. */
    @FunctionalInterface
    public interface Start {
        /** Throws when it did not start. */
        void run() throws IOException;
    }

    /** Removes it again, in steps. */
    @FunctionalInterface
    public interface Removal {
        /** False when there was nothing to remove. */
        boolean run() throws IOException;
    }

    private final String name;
    private final Deadline deadline;
    private final List<CanarySteps.Step> done = new CopyOnWriteArrayList<>();
    private volatile Optional<Under> under = Optional.empty();
    private volatile Deadline phase;

    /** A step that is under way. */
    private record Under(String name, Duration began) {}

    /**
     * A trial that begins now.
     *
     * @param name that nobody else uses, see {@link TrialName}
     * @param deadline of all steps
     */
    public Trial(String name, Deadline deadline) {
        this.name = name;
        this.deadline = deadline;
        this.phase = deadline;
    }

    /** Its name, which what is started gets. */
    public String name() {
        return name;
    }

    /** Time since it began. */
    public Duration waited() {
        return deadline.waited();
    }

    /** Does one step within its limit, and notes what came of it. Steps of one trial are done one after the other. */
    public <T> T step(String what, Call<T> call) throws IOException {
        under = Optional.of(new Under(what, deadline.waited()));
        try {
            var value = call.within(phase.within(STEP));
            end(Outcome.DONE, "");
            return value;
        } catch (NotAskedException e) {
            under = Optional.empty(); // nobody was asked
            throw e;
        } catch (SilentException e) {
            end(Outcome.OUT, "");
            throw e;
        } catch (RefusedStartException e) {
            end(Outcome.REFUSED, String.valueOf(e.getMessage()));
            throw e;
        } catch (IOException | RuntimeException e) {
            end(Outcome.BROKEN, String.valueOf(e.getMessage()));
            throw e;
        }
    }

    private void end(Outcome outcome, String words) {
        under.ifPresent(step ->
                done.add(new CanarySteps.Step(step.name(), deadline.waited().minus(step.began()), outcome, words)));
        under = Optional.empty();
    }

    /** How far it is: the steps that ended, and the one that is under way. */
    public CanarySteps steps() {
        var steps = new ArrayList<>(done);
        under.map(step -> new CanarySteps.Step(step.name(), deadline.waited().minus(step.began()), Outcome.OUT, ""))
                .ifPresent(steps::add);
        return new CanarySteps(steps);
    }

    /**
     * Starts and removes. Two thirds of the time are for starting, and the rest is kept for removing: what hangs in one often does in the
     * other.
     *
     * @param byHand the command with which a person can remove it, when we could not
     */
    public void run(Start start, Removal removal, String byHand) throws IOException {
        phase = deadline.within(deadline.left().multipliedBy(2).dividedBy(3));
        var failure = failure(start);
        phase = deadline;
        var outcome = failure.map(e -> String.valueOf(e.getMessage())).orElse("it started");
        boolean removed;
        try {
            removed = removal.run();
        } catch (IOException e) {
            throw new LeftBehindException(
                    outcome + "; not removed (" + e.getMessage() + "); remove it by hand: " + byHand, e);
        }
        if (!removed && failure.filter(e -> !(e instanceof SilentException)).isEmpty()) {
            throw new LeftBehindException(outcome
                    + "; there was nothing to remove, but it may still come; then remove it by hand: " + byHand);
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    private static Optional<IOException> failure(Start start) {
        try {
            start.run();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e);
        }
    }
}
