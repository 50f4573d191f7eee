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
 * @param stage what to call the step while it has no answer: "read of /proc/12/syscall"
 * @param subject whom it is about
 * @param task name of the {@link ReaderTask}
 * @param arguments for it
 * @param decoder makes the fact from the task's bytes, in the parent
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

    /** Makes the fact from what the task read. */
    @FunctionalInterface
    public interface Decoder<T> {
        /** Decodes the bytes; throws when they are not as expected, which becomes Failed. */
        T decode(byte[] answer) throws IOException;
    }

    /** Which reading it yields. */
    public Key key() {
        return type.key(instance);
    }
}
