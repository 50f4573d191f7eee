package io.nodethaw.format.strace;

import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.UnixSockets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The open files of one process, as far as its calls tell: by -y and -yy behind each number, else by the calls that opened them. */
final class OpenFiles {
    /** "9<UNIX-STREAM:[48211->48212,@"/run/dbus/x"]>", "3<socket:[77]>", "4</etc/passwd>", "5<TCP:[10.0.0.1:1->10.0.0.2:2]>". */
    private static final Pattern NAMED = Pattern.compile("^(\\d{1,7})<(.{1,4096}?)>(?=[,) ]|$)");

    private static final Pattern NUMBER = Pattern.compile("^(\\d{1,7})(?=[,) <]|$)");

    private static final Pattern UNIX = Pattern.compile(
            "^(?:UNIX|unix)[A-Z-]{0,16}:\\[(\\d{1,19})(?:->(\\d{1,19}))?(?:, ?@?\"([^\"]{1,108})\")?\\]");

    private static final Pattern OPENED =
            Pattern.compile("^(AT_FDCWD, |\\d{1,7}(?:<[^>]{0,4096}>)?, )?\"([^\"]{1,4096})\"");
    private static final Pattern ADDRESS = Pattern.compile("sun_path=@?\"([^\"]{1,108})\"");
    private static final int MOST = 4_096;

    private final Map<Integer, String> targets = new LinkedHashMap<>();
    private final Map<Integer, String> peers = new HashMap<>();
    private final Map<Long, UnixSockets.Socket> sockets = new LinkedHashMap<>();

    /** The number of the open file that a call is about, where its first argument is one. */
    static Optional<Integer> number(String arguments) {
        var number = NUMBER.matcher(arguments);
        return isNumber(arguments) && number.find() ? Optional.of(Integer.valueOf(number.group(1))) : Optional.empty();
    }

    /** The path that a call was given; behind the number of a file the text is one only in calls such as openat, else it is data. */
    static Optional<String> path(StraceLine call) {
        var path = OPENED.matcher(call.arguments());
        return path.find() && (path.group(1) == null || isBelowFolder(call.name()))
                ? Optional.of(path.group(2))
                : Optional.empty();
    }

    /** Calls that take a path below an open folder (the manual's section 2, "at" calls). */
    private static boolean isBelowFolder(String name) {
        return name.endsWith("at") || name.endsWith("at2") || name.equals("statx");
    }

    /** The path of the socket that a call connects to. */
    static Optional<String> address(String arguments) {
        var address = ADDRESS.matcher(arguments);
        return address.find() ? Optional.of(address.group(1)) : Optional.empty();
    }

    private static boolean isNumber(String arguments) {
        return !arguments.isEmpty() && arguments.charAt(0) >= '0' && arguments.charAt(0) <= '9';
    }

    /** Learns from a call, come back or not. */
    void take(StraceLine call) {
        if (targets.size() < MOST && isNumber(call.arguments())) {
            var named = NAMED.matcher(call.arguments());
            if (named.find()) {
                name(Integer.parseInt(named.group(1)), named.group(2));
            }
        }
        boolean well = call.result().filter(result -> !result.startsWith("-")).isPresent();
        if (call.name().equals("connect")) {
            number(call.arguments()).ifPresent(fd -> address(call.arguments()).ifPresent(path -> peers.put(fd, path)));
        } else if (call.name().equals("close") && well) {
            number(call.arguments()).ifPresent(fd -> {
                targets.remove(fd);
                peers.remove(fd);
            });
        } else if (call.name().startsWith("open") && well && targets.size() < MOST) {
            path(call)
                    .ifPresent(path -> call.result()
                            .filter(fd -> fd.matches("\\d{1,7}"))
                            .ifPresent(fd -> targets.put(Integer.valueOf(fd), path)));
        }
    }

    private void name(int fd, String target) {
        var unix = UNIX.matcher(target);
        if (!unix.find()) {
            targets.put(fd, target.startsWith("TCP") || target.startsWith("UDP") ? "socket" : target);
            return;
        }
        long inode = Long.parseLong(unix.group(1));
        targets.put(fd, "socket:[" + inode + "]");
        var path = Optional.ofNullable(unix.group(3));
        long peer = unix.group(2) == null ? 0 : Long.parseLong(unix.group(2));
        if (peer != 0) {
            put(inode, peer, "");
            put(peer, inode, path.orElse(""));
            path.ifPresent(at -> peers.put(fd, at));
        }
    }

    private void put(long inode, long peer, String path) {
        sockets.put(
                inode, new UnixSockets.Socket(inode, peer, path, 1, UnixSockets.State.ESTABLISHED, 0, 0, List.of()));
    }

    /** What an open file is: the text that its link in {@code /proc/PID/fd} would have. */
    Optional<String> target(int fd) {
        return Optional.ofNullable(targets.get(fd));
    }

    /** The path of the socket at the other end. */
    Optional<String> peer(int fd) {
        return Optional.ofNullable(peers.get(fd));
    }

    /** All that are known. */
    List<Descriptors.Descriptor> all() {
        return targets.entrySet().stream()
                .map(file -> new Descriptors.Descriptor(file.getKey(), file.getValue()))
                .toList();
    }

    /** The sockets among them, with their other ends. */
    List<UnixSockets.Socket> sockets() {
        return List.copyOf(sockets.values());
    }
}
