package io.nodethaw.collect.source;

import io.nodethaw.collect.child.Question;
import io.nodethaw.collect.child.ReaderTask;
import io.nodethaw.evidence.FactType;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A fact that is read in the reader child.
 *
 * @param task name of the task that the child is to do
 * @param work makes that task; called only in the child
 * @param asking makes the question for an instance
 */
public record InChild<T>(FactType<T> type, String access, String task, Supplier<ReaderTask> work, QuestionOf<T> asking)
        implements Source<T> {
    /** Makes the question for an instance. */
    @FunctionalInterface
    public interface QuestionOf<T> {
        /**
         * The question. Where the instance names nothing it is empty, or a NumberFormatException or IndexOutOfBoundsException
         * is thrown.
         */
        Optional<Question<T>> of(String instance);
    }

    @Override
    public ReadingPlace place() {
        return ReadingPlace.CHILD;
    }

    @Override
    public void read(String instance, ReadingPlaces places) {
        question(instance).ifPresent(places::child);
    }

    /** The question for an instance. */
    public Optional<Question<T>> question(String instance) {
        try {
            return asking.of(instance);
        } catch (NumberFormatException | IndexOutOfBoundsException none) {
            return Optional.empty();
        }
    }
}
