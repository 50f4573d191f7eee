package io.nodethaw.remedy;

import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.SilentException;
import java.io.IOException;
import java.util.Optional;

/** Starts something and removes it again, whatever the outcome of the start: it may have happened even if there was no answer. */
public final class Trial {
    /** Starts it. */
    @FunctionalInterface
    public interface Start {
        /** Throws when it did not start. */
        void run() throws IOException;
    }

    /** Removes it again. */
    @FunctionalInterface
    public interface Removal {
        /** False when there was nothing to remove. */
        boolean run() throws IOException;
    }

    private Trial() {}

    /** A name that nobody else uses and that a person recognises. */
    public static String name() {
        return "nodethaw-canary-" + Long.toHexString(System.nanoTime());
    }

    /** The deadline of the start: two thirds of the time. The rest is for removing. */
    public static Deadline work(Deadline deadline) {
        return Deadline.in(deadline.left().multipliedBy(2).dividedBy(3));
    }

    /**
     * Starts and removes.
     *
     * @param byHand the command with which a person can remove it, when we could not
     */
    public static void run(Start start, Removal removal, String byHand) throws IOException {
        var failure = failure(start);
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
