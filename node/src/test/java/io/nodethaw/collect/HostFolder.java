package io.nodethaw.collect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;

/** A host made of hand-written files, for tests. */
public record HostFolder(Path root) {
    /** The time that its clock always shows. */
    public static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    /** The host in the form that collectors take. */
    public Host host() {
        return new Host(root, InstantSource.fixed(NOW));
    }

    /** Writes a file given by its absolute path on the host. */
    public HostFolder write(String absolute, String text) {
        try {
            var file = host().file(absolute);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a symbolic link that leads nowhere, like those of /proc/PID/fd. */
    public HostFolder link(String absolute, String target) {
        try {
            var file = host().file(absolute);
            Files.createDirectories(file.getParent());
            Files.createSymbolicLink(file, Path.of(target));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
