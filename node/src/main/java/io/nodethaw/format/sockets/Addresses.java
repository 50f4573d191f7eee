package io.nodethaw.format.sockets;

import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses of TCP as ss and netstat print them, in the form of {@link io.nodethaw.evidence.TcpSockets}. */
final class Addresses {
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]{2,45}");
    private static final Pattern PORT = Pattern.compile("\\d{1,5}|\\*");
    private static final String MAPPED = "::ffff:";

    private Addresses() {}

    /** "127.0.0.1:10248", "[::1]:80"; empty where names stand for numbers (without -n), or where it is cut. */
    static Optional<String> of(String printed) {
        int colon = printed.lastIndexOf(':');
        if (colon <= 0) {
            return Optional.empty();
        }
        var port = printed.substring(colon + 1);
        return PORT.matcher(port).matches()
                ? host(printed.substring(0, colon)).map(host -> host + ":" + (port.equals("*") ? "0" : port))
                : Optional.empty();
    }

    /** ss adds the device of an address that belongs to one: "127.0.0.53%lo", "[fe80::1]%eth0". */
    private static Optional<String> host(String printed) {
        int device = printed.indexOf('%');
        var host = (device < 0 ? printed : printed.substring(0, device))
                .replace("[", "")
                .replace("]", "");
        if (host.equals("*")) {
            return Optional.of("[::]");
        }
        var bare = host.startsWith(MAPPED) ? host.substring(MAPPED.length()) : host;
        if (IPV4.matcher(bare).matches()) {
            return Optional.of(bare);
        }
        return host.indexOf(':') >= 0 && IPV6.matcher(host).matches()
                ? Optional.of("[" + host + "]")
                : Optional.empty();
    }

    /**
     * A number for a connection whose inode is not told: below zero, which no inode is, and the same wherever these addresses are
     * listed.
     */
    static long withoutInode(String local, String remote) {
        long hash = 1;
        for (char letter : (local + " " + remote).toCharArray()) {
            hash = hash * 1_000_003 + letter;
        }
        return Math.min(-1, -(hash & Long.MAX_VALUE));
    }
}
