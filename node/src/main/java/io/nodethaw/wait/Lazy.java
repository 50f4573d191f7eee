package io.nodethaw.wait;

import java.util.Optional;
import java.util.function.Supplier;

/** Worked out when it is first asked for, and then kept. For one thread. */
final class Lazy<T> {
    private final Supplier<T> work;
    private Optional<T> value = Optional.empty();

    Lazy(Supplier<T> work) {
        this.work = work;
    }

    T get() {
        if (value.isEmpty()) {
            value = Optional.of(work.get());
        }
        return value.get();
    }
}
