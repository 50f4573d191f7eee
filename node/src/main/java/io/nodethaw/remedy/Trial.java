package io.nodethaw.remedy;

import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.SilentException;
import java.io.IOException;
import java.util.Optional;

/** A start of something that is removed again, whatever came of the start: one that was not answered may have happened. */
public final class Trial {
    /** Starts it. */
    @FunctionalInterface
    public interface Start {
        /** Fails when it did not start. */
        void run() throws IOException;
    }

    /** Removes it again. */
    @FunctionalInterface
    public interface Removal {
        /** False when there was nothing to remove. */
        boolean run() throws IOException;
    }

    private Trial() {}

    /** A name that nobody else uses, and that a person recognizes. */
    public static String name() {
        return "nodethaw-canary-" + Long.toHexString(System.nanoTime());
    }

    /** Two thirds of the time for the start; what is left is for removing. */
    public static Deadline work(Deadline deadline) {
        return Deadline.in(deadline.left().multipliedBy(2).dividedBy(3));
    }

    /**
     * Starts and removes.
     *
     * @param byHand the command that removes it, for a person when we could not
     */
    public static void run(Start start, Removal removal, String byHand) throws IOException {
        var failure = failure(start);
        var outcome = failure.map(e -> String.valueOf(e.getMessage())).orElse("it started");
        boolean removed;
        try {
            removed = removal.run();
        } catch (IOException e) {
            throw new LeftBehindException(outcome + "; not removed (" + e.getMessage() + "); by hand: " + byHand, e);
        }
        if (!removed && failure.filter(e -> !(e instanceof SilentException)).isEmpty()) {
            throw new LeftBehindException(
                    outcome + "; not there to be removed, and may come later; then by hand: " + byHand);
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
