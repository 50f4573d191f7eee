package io.nodethaw.evidence;

import java.util.List;

/** {@code /proc/locks} (fs/locks.c). One instance. */
public record FileLocks(List<Lock> locks) {
    public static final FactType<FileLocks> TYPE = new FactType<>("file-locks", FileLocks.class).readTwice();

    public FileLocks {
        locks = List.copyOf(locks);
    }

    /**
     * One lock that is held, or one wait for a lock.
     *
     * @param id number of the lock; for a waiter that of the lock it waits for
     * @param waiting true on a line marked "->"
     * @param kind FLOCK, POSIX, OFDLCK, LEASE or DELEG
     * @param access READ, WRITE or UNLCK
     * @param pid of the holder or waiter; -1 for an OFD lock, 0 for a process of another pid namespace
     * @param file "MAJOR:MINOR:INODE", major and minor in hex, as the kernel prints it
     */
    public record Lock(long id, boolean waiting, String kind, String access, int pid, String file, String range) {}
}
