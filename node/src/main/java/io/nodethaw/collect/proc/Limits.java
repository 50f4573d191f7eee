package io.nodethaw.collect.proc;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.evidence.FileHandles;
import io.nodethaw.evidence.FilterMemory;
import io.nodethaw.evidence.InotifyLimit;
import io.nodethaw.evidence.MountLimit;
import io.nodethaw.evidence.NetworkNamespaceLimit;
import io.nodethaw.evidence.OpenFileLimit;
import io.nodethaw.evidence.PortRange;
import io.nodethaw.evidence.TrackedConnections;
import java.io.IOException;
import java.util.Optional;

/** Reads limits, and how near to them the machine is; none of it takes a lock that could be held for long. */
final class Limits {
    private static final String OPEN_FILES = "Max open files";

    private static final long PORTS = 0xffff;

    private final Host host;

    Limits(Host host) {
        this.host = host;
    }

    /** "Max open files            1024                 524288               files" (fs/proc/base.c, proc_pid_limits). */
    OpenFileLimit ofFiles(int pid) throws IOException {
        var file = host.proc(pid, "limits").toString();
        for (var line : text(file).lines().toList()) {
            if (line.startsWith(OPEN_FILES)) {
                var soft = line.substring(OPEN_FILES.length()).strip().split(" +", 2)[0];
                return new OpenFileLimit(
                        pid, soft.equals("unlimited") ? Optional.empty() : Optional.of(number(file, soft)));
            }
        }
        throw new MalformedTextException(file + ": a line '" + OPEN_FILES + "' expected");
    }

    InotifyLimit ofInotify() throws IOException {
        return new InotifyLimit(number("/proc/sys/fs/inotify/max_user_instances"), watches());
    }

    private Optional<Long> watches() throws IOException {
        try {
            return Optional.of(number("/proc/sys/fs/inotify/max_user_watches"));
        } catch (NotAskedException none) {
            return Optional.empty();
        }
    }

    /** The limit is shown only in the first network namespace (net/core/sysctl_net_core.c), and to root. */
    FilterMemory ofFilters() throws IOException {
        isOfNode();
        return FilterMemoryText.read(
                number("/proc/sys/net/core/bpf_jit_limit"),
                text(host.file("/proc/meminfo").toString()));
    }

    NetworkNamespaceLimit ofNetworkNamespaces() throws IOException {
        return new NetworkNamespaceLimit(number("/proc/sys/user/max_net_namespaces"));
    }

    MountLimit ofMounts() throws IOException {
        return new MountLimit(number("/proc/sys/fs/mount-max"));
    }

    /** "1153	0	2466170": allocated, allocated and free, limit (Documentation/admin-guide/sysctl/fs.rst). */
    FileHandles fileHandles() throws IOException {
        var words = numbers("/proc/sys/fs/file-nr", 3);
        return new FileHandles(Math.max(0, words[0] - words[1]), words[2]);
    }

    /** "32768	60999". */
    PortRange portRange() throws IOException {
        isOfNode();
        var ends = numbers("/proc/sys/net/ipv4/ip_local_port_range", 2);
        return new PortRange(port(ends[0]), port(ends[1]));
    }

    TrackedConnections trackedConnections() throws IOException {
        isOfNode();
        return new TrackedConnections(
                number("/proc/sys/net/netfilter/nf_conntrack_count"),
                number("/proc/sys/net/netfilter/nf_conntrack_max"));
    }

    /** /proc/sys/net shows the network of whoever reads it (net/sysctl_net.c). */
    private void isOfNode() throws NotAskedException {
        if (host.hasOtherNetwork()) {
            throw new NotAskedException("PID 1 has another network than this program");
        }
    }

    private static int port(long number) throws MalformedTextException {
        if (number < 0 || number > PORTS) {
            throw new MalformedTextException("a port expected, found " + number);
        }
        return (int) number;
    }

    private long[] numbers(String name, int count) throws IOException {
        var file = host.file(name).toString();
        var words = text(file).strip().split("\\s+", -1);
        if (words.length != count) {
            throw new MalformedTextException(file + ": " + count + " numbers expected");
        }
        var numbers = new long[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = number(file, words[i]);
        }
        return numbers;
    }

    private long number(String name) throws IOException {
        return numbers(name, 1)[0];
    }

    private static long number(String file, String text) throws IOException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new MalformedTextException(file + ": a number expected, found '" + text + "'");
        }
    }

    private static String text(String file) throws IOException {
        return new String(KernelFile.bytes(file), US_ASCII);
    }
}
