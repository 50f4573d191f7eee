package io.nodethaw.collect.source;

import io.nodethaw.collect.child.Question;
import io.nodethaw.collect.child.ReaderTask;
import io.nodethaw.evidence.FactType;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A fact that is read in the reader child.
 *
 * @param task the work's name on the way to the child
 * @param work makes what is done there; called in the child alone
 * @param asking what to ask for an instance
 */
public record InChild<T>(FactType<T> type, String access, String task, Supplier<ReaderTask> work, QuestionOf<T> asking)
        implements Source<T> {
    /** Makes the question of an instance. */
    @FunctionalInterface
    public interface QuestionOf<T> {
        /** Empty, or an exception of a number or an index, where the instance names nothing. */
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
