package io.nodethaw.look;

import io.nodethaw.collect.child.ReaderChild;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The reader children of a session. Questions go to one of them. When all its threads hang, another child takes its place; the
 * old one stays until its questions come back, and these are not asked again. There are only a few children at most.
 */
final class ReaderChildren {
    /** The most children: when the threads of all of them hang, those of one more would soon hang too. */
    static final int MOST = 4;

    private final Supplier<ReaderChild> start;
    private final List<ReaderChild> hanging = new ArrayList<>();
    private Optional<ReaderChild> child = Optional.empty();

    ReaderChildren(Supplier<ReaderChild> start) {
        this.start = start;
    }

    /**
     * To be called before a look: lets go of children that no longer hang, and replaces the current one when it is of no more
     * use.
     */
    void begin() {
        hanging.stream().filter(ReaderChildren::isBack).forEach(ReaderChild::leave);
        hanging.removeIf(ReaderChildren::isBack);
        child = child.filter(current -> !current.hasEnded());
        if (child.filter(ReaderChild::isHeldUp).isPresent() && hanging.size() + 1 < MOST) {
            hanging.add(child.get());
            child = Optional.empty();
        }
        child.ifPresent(ReaderChild::giveUpWaiting);
    }

    private static boolean isBack(ReaderChild child) {
        return child.hasEnded() || child.stillOut().isEmpty();
    }

    /** The child that questions go to; starting it takes a moment. */
    ReaderChild current() {
        if (child.isEmpty()) {
            child = Optional.of(start.get());
        }
        return child.get();
    }

    /** Lets go of the current one where all its questions are answered. */
    void rest() {
        if (child.filter(ReaderChildren::isBack).isPresent()) {
            child.get().leave();
            child = Optional.empty();
        }
    }

    /** Lets go of all of them, whatever they hang in. */
    void leave() {
        child.ifPresent(ReaderChild::leave);
        hanging.forEach(ReaderChild::leave);
    }
}
