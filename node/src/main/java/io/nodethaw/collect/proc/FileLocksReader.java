package io.nodethaw.collect.proc;

import io.nodethaw.evidence.FileLocks;
import java.util.ArrayList;
import java.util.Locale;

/**
 * {@code /proc/locks} (fs/locks.c lock_get_status): "ID: [->] KIND  ADVISORY|...  ACCESS PID MAJOR:MINOR:INODE START END";
 * waiters follow the lock they wait for with the same id, marked "->".
 */
final class FileLocksReader {
    private FileLocksReader() {}

    static FileLocks parse(Scan scan) throws MalformedTextException {
        var locks = new ArrayList<FileLocks.Lock>();
        while (!scan.atEnd()) {
            if (!scan.atLineEnd()) {
                locks.add(lock(scan));
            }
            scan.nextLine();
        }
        return new FileLocks(locks);
    }

    private static FileLocks.Lock lock(Scan scan) throws MalformedTextException {
        long id = scan.number();
        if (!scan.skip(":")) {
            throw scan.expected("':' after the number of the lock");
        }
        boolean waiting = scan.skip("->");
        var kind = scan.word().toUpperCase(Locale.ROOT);
        scan.skipWords(1); // ADVISORY, MANDATORY, MSNFS, BREAKING, ACTIVE, *NOINODE*
        var access = scan.word();
        return new FileLocks.Lock(id, waiting, kind, access, scan.integer(), scan.word(), scan.rest());
    }
}
