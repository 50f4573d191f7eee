package io.nodethaw.collect.child;

import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.Key;
import java.io.IOException;
import java.util.List;

/**
 * One thing to ask the reader child, and how to understand its answer.
 *
 * @param type the fact it yields
 * @param instance of that fact
 * @param stage what got no answer while there is none: "read of /proc/12/syscall"
 * @param subject whom it is about
 * @param task name of the {@link ReaderTask}
 * @param arguments for it
 * @param decoder makes the fact of the task's bytes, on our side
 */
public record Question<T>(
        FactType<T> type,
        String instance,
        String stage,
        Subject subject,
        String task,
        List<String> arguments,
        Decoder<T> decoder) {
    public Question {
        arguments = List.copyOf(arguments);
    }

    /** Makes the fact of what the task read. */
    @FunctionalInterface
    public interface Decoder<T> {
        /** Bytes that are not as expected are an exception, which becomes Failed. */
        T decode(byte[] answer) throws IOException;
    }

    /** Which reading it yields. */
    public Key key() {
        return type.key(instance);
    }
}
