package io.nodethaw.wait;

import java.util.function.Function;

/**
 * A result that is worked out from one reading alone. It is kept from one view of a look to the next, because most readings stay
 * while others are added.
 */
public final class OfReading<R, T> {
    private final Function<R, T> work;

    /** @param work computes the result from the reading and nothing else */
    public OfReading(Function<R, T> work) {
        this.work = work;
    }

    T apply(R reading) {
        return work.apply(reading);
    }
}
