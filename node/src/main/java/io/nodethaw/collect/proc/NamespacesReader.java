package io.nodethaw.collect.proc;

import io.nodethaw.collect.Host;
import io.nodethaw.evidence.Namespaces;
import java.io.IOException;
import java.nio.file.Files;

/** The links of {@code /proc/PID/ns} (namespaces(7)): "mnt:[4026531841]". Old kernels lack some. */
final class NamespacesReader {
    private NamespacesReader() {}

    static Namespaces read(Host host, int pid) {
        return new Namespaces(pid, inode(host, pid, "ns/mnt"), inode(host, pid, "ns/pid"), inode(host, pid, "ns/net"));
    }

    private static long inode(Host host, int pid, String link) {
        try {
            var text = Files.readSymbolicLink(host.proc(pid, link)).toString();
            return Long.parseLong(text.substring(text.indexOf('[') + 1, text.length() - 1));
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
            return 0;
        }
    }
}
