package io.nodethaw.archive;

import java.io.IOException;

/** Libraries answer some damaged archives with exceptions that are meant for errors in programs. */
final class Damage {
    private Damage() {}

    static IOException of(Throwable e) {
        return new IOException("damaged (" + e.getClass().getSimpleName() + ")", e);
    }
}
