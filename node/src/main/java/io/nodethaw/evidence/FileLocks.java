package io.nodethaw.evidence;

import java.util.List;

/** {@code /proc/locks} (fs/locks.c). One instance. */
public record FileLocks(List<Lock> locks) {
    public static final FactType<FileLocks> TYPE = new FactType<>("file-locks", FileLocks.class);

    public FileLocks {
        locks = List.copyOf(locks);
    }

    /**
     * One lock held, or one wait for it.
     *
     * @param id number of the lock; a waiter's line carries that of the lock it waits for
     * @param waiting true on a line marked "->"
     * @param kind FLOCK, POSIX, OFDLCK, LEASE or DELEG
     * @param access READ, WRITE or UNLCK
     * @param pid holder or waiter; -1 for an OFD lock, 0 for one of another pid namespace
     * @param file "MAJOR:MINOR:INODE", major and minor in hex, as the kernel prints it
     */
    public record Lock(long id, boolean waiting, String kind, String access, int pid, String file, String range) {}
}
