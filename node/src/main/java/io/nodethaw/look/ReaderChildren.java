package io.nodethaw.look;

import io.nodethaw.collect.child.ReaderChild;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The reader children of a session. Questions go to one of them. When threads of it all hang, another takes its place and it
 * stays until its questions come back, which are not put again; there are a few at most.
 */
final class ReaderChildren {
    /** With so many whose threads hang, one more would come to the same. */
    static final int MOST = 4;

    private final Supplier<ReaderChild> start;
    private final List<ReaderChild> hanging = new ArrayList<>();
    private Optional<ReaderChild> child = Optional.empty();

    ReaderChildren(Supplier<ReaderChild> start) {
        this.start = start;
    }

    /** Before a look: those that have come back are let go, and one that is of no more use is replaced. */
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

    /** The one that questions go to; starting it takes a moment. */
    ReaderChild current() {
        if (child.isEmpty()) {
            child = Optional.of(start.get());
        }
        return child.get();
    }

    /** Lets all of them go, with whatever they hang in. */
    void leave() {
        child.ifPresent(ReaderChild::leave);
        hanging.forEach(ReaderChild::leave);
    }
}
