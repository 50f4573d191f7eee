package io.nodethaw.format.sockets;

import io.nodethaw.evidence.TcpSockets;
import io.nodethaw.evidence.UnixSockets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One socket as ss prints it (iproute2, misc/ss.c).
 *
 * @param kind "u_str", "tcp"; empty where the list is of one kind and does not say of which
 * @param received column Recv-Q, whose meaning is that of the facts
 * @param rest addresses, and what follows them
 */
record SocketRow(String kind, String state, long received, long sent, String rest) {
    private static final String STATES =
            "ESTAB|LISTEN|UNCONN|SYN-SENT|SYN-RECV|FIN-WAIT-1|FIN-WAIT-2|TIME-WAIT|CLOSE-WAIT|LAST-ACK|CLOSING|CLOSED";

    private static final Pattern ROW =
            Pattern.compile("^(?:(u_str|u_dgr|u_seq|tcp|udp|raw|nl|p_raw|p_dgr|icmp6?|sctp|mptcp|dccp|tipc|"
                    + "v_str|v_dgr|xdp|\\?\\?\\?) +)?(" + STATES + ") +(\\d{1,18}) +(\\d{1,18}) +(\\S.*)$");

    /** Path and inode of both ends: "/run/x.sock 84610 * 84611"; the other end has a path in lists of old versions only. */
    private static final Pattern UNIX = Pattern.compile(
            "^(\\S.*?) +(\\d{1,19}) +\\* +(\\d{1,19})(?= |$)|^(\\S+) +(\\d{1,19}) +\\S+ +(\\d{1,19})(?= |$)");

    private static final Pattern TCP = Pattern.compile("^(\\S+) +(\\S+)(?= |$)");
    private static final Pattern INODE = Pattern.compile(" ino:(\\d{1,18})\\b");

    private static final Map<String, Integer> UNIX_TYPES = Map.of("u_str", 1, "u_dgr", 2, "u_seq", 5);

    /** include/net/tcp_states.h. */
    private static final List<String> TCP_STATES = List.of(
            "",
            "ESTAB",
            "SYN-SENT",
            "SYN-RECV",
            "FIN-WAIT-1",
            "FIN-WAIT-2",
            "TIME-WAIT",
            "UNCONN",
            "CLOSE-WAIT",
            "LAST-ACK",
            "LISTEN",
            "CLOSING");

    /** True for a line with which a record begins. */
    static boolean begins(String text) {
        char first = text.isEmpty() ? ' ' : text.charAt(0);
        return "utrnpismdvx?ELUSFTC".indexOf(first) >= 0 && ROW.matcher(text).lookingAt();
    }

    /** True for one that nothing else than ss prints, so that it needs no header. */
    static boolean isCertain(String text) {
        return begins(text) && (text.startsWith("u_") || text.contains(" users:((\""));
    }

    /** The socket of a record, whose lines were joined; empty for any other text. */
    static Optional<SocketRow> of(String record) {
        var row = ROW.matcher(record);
        return row.find()
                ? Optional.of(new SocketRow(
                        row.group(1) == null ? "" : row.group(1),
                        row.group(2),
                        Long.parseLong(row.group(3)),
                        Long.parseLong(row.group(4)),
                        row.group(5)))
                : Optional.empty();
    }

    /** Who has it open. */
    List<SocketUser> users() {
        return SocketUser.all(rest);
    }

    /** The unix socket; empty where it is another one. */
    Optional<UnixSockets.Socket> unix() {
        var type = UNIX_TYPES.get(kind);
        var match = UNIX.matcher(rest);
        if (type == null || !match.find()) {
            return Optional.empty();
        }
        int first = match.group(1) == null ? 4 : 1;
        var path = match.group(first);
        var inode = number(match.group(first + 1));
        var peer = number(match.group(first + 2));
        return inode.flatMap(own -> peer.map(other -> new UnixSockets.Socket(
                own, other, path.equals("*") ? "" : path, type, unixState(), received, sent, List.of())));
    }

    private UnixSockets.State unixState() {
        return switch (state) {
            case "ESTAB" -> UnixSockets.State.ESTABLISHED;
            case "LISTEN" -> UnixSockets.State.LISTENING;
            case "UNCONN", "CLOSED" -> UnixSockets.State.CLOSED;
            default -> UnixSockets.State.OTHER;
        };
    }

    /** Some kernels have numbers above 2^63 for inodes of other file systems, but not for sockets (net/socket.c, get_next_ino). */
    private static Optional<Long> number(String digits) {
        try {
            return Optional.of(Long.valueOf(digits));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The TCP socket; empty where it is another one, or where names stand for its addresses. */
    Optional<TcpSockets.Socket> tcp() {
        var addresses = TCP.matcher(rest);
        int number = TCP_STATES.indexOf(state);
        if (!kind.equals("tcp") || number < 1 || !addresses.find()) {
            return Optional.empty();
        }
        var inode = INODE.matcher(rest);
        var local = Addresses.of(addresses.group(1));
        var remote = Addresses.of(addresses.group(2));
        return local.flatMap(here -> remote.map(there -> new TcpSockets.Socket(
                inode.find() ? Long.parseLong(inode.group(1)) : Addresses.withoutInode(here, there),
                here,
                there,
                number,
                received,
                sent)));
    }
}
