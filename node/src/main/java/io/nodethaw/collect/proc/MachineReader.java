package io.nodethaw.collect.proc;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.evidence.Machine;
import java.io.IOException;
import java.util.Optional;

/** Reads where we look from, using only files: no call that could ask a name service. */
final class MachineReader {
    /** USER_HZ of the system call interface, the same on x86-64 and arm64 (include/asm-generic/param.h). */
    private static final long TICKS_PER_SECOND = 100;

    private MachineReader() {}

    static Machine read(Host host) throws IOException {
        var file = new KernelFile(2048);
        int pid = 0;
        long uid = -1;
        var status = file.read(host.file("/proc/self/status").toString());
        do {
            if (status.skip("Pid:")) {
                pid = status.integer();
            } else if (status.skip("Uid:")) {
                status.skipWords(1); // the real one; the effective one follows
                uid = status.number();
            }
        } while (status.nextLine());
        var kernel =
                file.read(host.file("/proc/sys/kernel/osrelease").toString()).rest();
        var bootId = file.read(host.file("/proc/sys/kernel/random/boot_id").toString())
                .rest();
        double uptime = file.read(host.file("/proc/uptime").toString()).decimal();
        return new Machine(pid, uid, kernel, architecture(), bootId, TICKS_PER_SECOND, uptime, hostName(host, file));
    }

    /** The node's name: not that of a container which we run in. */
    private static Optional<String> hostName(Host host, KernelFile file) throws IOException {
        if (host.hasOtherName()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    file.read(host.file("/proc/sys/kernel/hostname").toString()).rest());
        } catch (NotAskedException e) {
            return Optional.empty(); // everything else can do without it
        }
    }

    /** The architecture as uname gives it. The JVM only runs on the kernel's own architecture. */
    static String architecture() {
        var name = System.getProperty("os.arch", "");
        return name.equals("amd64") ? "x86_64" : name;
    }
}
