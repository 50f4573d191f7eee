package io.nodethaw.collect;

import io.nodethaw.evidence.Reading;
import java.io.IOException;

/** Turns the outcome of asking into a reading. */
public final class Outcome {
    private Outcome() {}

    /** Asks in the calling thread; only for questions that cannot hang. */
    public static <T> Reading<T> of(Probe.Ask<T> question, Deadline deadline) {
        try {
            return new Reading.Seen<>(question.ask(deadline));
        } catch (IOException | RuntimeException | LinkageError e) {
            return of(e);
        }
    }

    /** The reading that an exception stands for. */
    public static <T> Reading<T> of(Throwable thrown) {
        // by instanceof: a switch over types is linked at run time, which costs milliseconds in a cold JVM
        if (thrown instanceof SilentException silent) {
            return new Reading.Silent<>(silent.waited(), silent.stage(), silent.kind());
        }
        if (thrown instanceof NotPermittedException) {
            return new Reading.Refused<>(message(thrown));
        }
        if (thrown instanceof NotAskedException) {
            return new Reading.NotAsked<>(message(thrown));
        }
        if (thrown instanceof IOException) {
            return new Reading.Failed<>(message(thrown));
        }
        return new Reading.Failed<>(thrown.getClass().getSimpleName() + ": " + message(thrown));
    }

    private static String message(Throwable thrown) {
        var text = thrown.getMessage();
        return text == null || text.isBlank() ? thrown.getClass().getSimpleName() : text;
    }
}
