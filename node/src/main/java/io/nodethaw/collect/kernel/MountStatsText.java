package io.nodethaw.collect.kernel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.nodethaw.collect.proc.MalformedTextException;
import io.nodethaw.collect.proc.Scan;
import io.nodethaw.evidence.ServerReplies;
import java.util.ArrayList;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code /proc/PID/mountstats}: "device SOURCE mounted on POINT with fstype TYPE ..." (fs/proc_namespace.c show_vfsstat), and below a
 * mount of NFS a line for each connection, "xprt: tcp PORT BINDS CONNECTS TIME IDLE SENDS RECEIVES ..." (net/sunrpc/xprtsock.c
 * xs_tcp_print_stats; xprtrdma/transport.c has the same), or "xprt: udp PORT BINDS SENDS RECEIVES ..." (xs_udp_print_stats).
 */
final class MountStatsText {
    private static final Pattern MOUNT = Pattern.compile("device .* mounted on (\\S+) with fstype .*");
    private static final Pattern CONNECTION = Pattern.compile("\\s*xprt:\\s+(tcp|rdma|udp)\\s+(.*)");
    private static final int BEFORE_RECEIVES = 6;
    private static final int BEFORE_RECEIVES_OF_UDP = 3;

    private MountStatsText() {}

    static ServerReplies parse(int pid, byte[] text) throws MalformedTextException {
        var mounts = new ArrayList<ServerReplies.Mount>();
        var point = Optional.<String>empty();
        for (var line : new String(text, ISO_8859_1).split("\n", -1)) {
            if (line.startsWith("device ") || line.startsWith("no device ")) {
                var mount = MOUNT.matcher(line);
                point = mount.matches() ? Optional.of(MountText.plain(mount.group(1))) : Optional.empty();
                continue;
            }
            var connection = CONNECTION.matcher(line);
            if (point.isPresent() && connection.matches()) {
                add(mounts, new ServerReplies.Mount(point.get(), received(connection.group(1), connection.group(2))));
            }
        }
        return new ServerReplies(pid, mounts);
    }

    /** One more connection of the last mount, or the first of another. */
    private static void add(ArrayList<ServerReplies.Mount> mounts, ServerReplies.Mount one) {
        boolean isMore = !mounts.isEmpty() && mounts.getLast().point().equals(one.point());
        long before = isMore ? mounts.removeLast().received() : 0;
        mounts.add(new ServerReplies.Mount(one.point(), before + one.received()));
    }

    private static long received(String kind, String numbers) throws MalformedTextException {
        var scan = new Scan(numbers.getBytes(ISO_8859_1));
        scan.skipWords(kind.equals("udp") ? BEFORE_RECEIVES_OF_UDP : BEFORE_RECEIVES);
        return scan.number();
    }
}
