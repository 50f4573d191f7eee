package io.nodethaw.collect;

import java.nio.file.Path;
import java.time.InstantSource;

/**
 * The machine we look at and the clock we look by.
 *
 * @param root "/" on a node; a folder in tests
 * @param clock wall clock
 */
public record Host(Path root, InstantSource clock) {
    /** A file below the root, given by its absolute path on the host. */
    public Path file(String absolute) {
        return root.resolve(absolute.substring(1));
    }

    /** A file of one process. */
    public Path proc(int pid, String name) {
        return file("/proc/" + pid + "/" + name);
    }
}
