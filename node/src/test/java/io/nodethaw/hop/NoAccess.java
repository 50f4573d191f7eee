package io.nodethaw.hop;

import io.nodethaw.collect.Host;
import io.nodethaw.remedy.NodeAccess;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** The access to a node that a test must not make use of. */
public final class NoAccess {
    private NoAccess() {}

    /** Its host is nowhere, and it starts no reader. */
    public static NodeAccess any() {
        return new NodeAccess(new Host(Path.of("/nowhere"), InstantSource.system()), 0, List.of(), () -> {
            throw new IllegalStateException("no reader in this test");
        });
    }
}
