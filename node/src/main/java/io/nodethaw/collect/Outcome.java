package io.nodethaw.collect;

import io.nodethaw.evidence.Reading;
import java.io.IOException;

/** What asking came to, as a reading. */
public final class Outcome {
    private Outcome() {}

    /** Asks in the calling thread: only for what cannot hang. */
    public static <T> Reading<T> of(Probe.Ask<T> question, Deadline deadline) {
        try {
            return new Reading.Seen<>(question.ask(deadline));
        } catch (IOException | RuntimeException | LinkageError e) {
            return of(e);
        }
    }

    /** The reading that an exception stands for. */
    public static <T> Reading<T> of(Throwable thrown) {
        // by instanceof: a switch over types links code at run time, some milliseconds in a cold JVM
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
