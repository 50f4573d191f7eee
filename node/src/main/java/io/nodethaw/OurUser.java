package io.nodethaw;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The user we run as. Numbers only: looking up a name would ask nss-systemd, which hangs while PID 1 is stopped. */
final class OurUser {
    private static final int NOBODY = 65534; // overflowuid of kernel/sys.c

    private OurUser() {}

    /** Our effective user id, as the kernel sets the owner of our own /proc entry. */
    static long id() {
        try {
            return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        } catch (IOException e) {
            return NOBODY; // no /proc: then there is nothing to look at as root either
        }
    }
}
