package io.nodethaw;

import io.nodethaw.collect.Host;
import io.nodethaw.hop.Chain;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;

/** The hops of this program, for tests: on a host that is nowhere, run by root. */
public final class ProgramHops {
    private ProgramHops() {}

    /** All of them, as {@link Main} lists them. */
    public static Chain chain() {
        return Main.chain(new Host(Path.of("/nowhere"), InstantSource.fixed(Instant.EPOCH)), 0);
    }
}
