package io.nodethaw.wait;

import io.nodethaw.evidence.Goroutine;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The functions by which goroutines of the chain's daemons ask other processes, and answer them: the tables behind the joins,
 * and how names are compared with them. A name is the same in every version listed; a star stands for the rest of it, or, in
 * front, for the module it was copied into.
 */
final class KnownFrames {
    /**
     * How one kind of remote call looks on both sides.
     *
     * @param name as people write it
     * @param calls what the caller sits in; who called that names the method
     * @param client whose goroutine reads the replies of a connection
     * @param server whose goroutine reads the requests of a connection
     * @param handlers below the method's own function while a request is served
     */
    record Protocol(String name, List<String> calls, List<String> client, List<String> server, List<String> handlers) {
        Protocol {
            calls = List.copyOf(calls);
            client = List.copyOf(client);
            server = List.copyOf(server);
            handlers = List.copyOf(handlers);
        }
    }

    /** google.golang.org/grpc 1.12 to 1.76 (the transport moved below internal in 1.15); containerd/ttrpc 1.0 to 1.2. */
    static final List<Protocol> PROTOCOLS = List.of(
            new Protocol(
                    "gRPC",
                    List.of("google.golang.org/grpc.(*ClientConn).Invoke", "google.golang.org/grpc.Invoke"),
                    List.of(
                            "google.golang.org/grpc/internal/transport.(*http2Client).*",
                            "google.golang.org/grpc/transport.(*http2Client).*"),
                    List.of(
                            "google.golang.org/grpc/internal/transport.(*http2Server).*",
                            "google.golang.org/grpc/transport.(*http2Server).*"),
                    List.of("google.golang.org/grpc.(*Server).handleStream")),
            new Protocol(
                    "ttrpc",
                    List.of("github.com/containerd/ttrpc.(*Client).Call"),
                    List.of("github.com/containerd/ttrpc.(*Client).*"),
                    List.of("github.com/containerd/ttrpc.(*serverConn).*"),
                    List.of("github.com/containerd/ttrpc.(*serviceSet).*")));

    /** os and os/exec; containerd's reaper, which go-runc waits through (sys/reaper, pkg/sys/reaper from 2.0 on). */
    private static final List<String> CHILD_WAITS = List.of(
            "os.(*Process).Wait",
            "os.(*Process).wait",
            "os/exec.(*Cmd).Wait",
            "*sys/reaper.(*Monitor).Wait",
            "*sys/reaper.(*Monitor).WaitTimeout");

    /** godbus, by which runc and kubelet ask systemd. */
    private static final List<String> BUS_CALLS = List.of(
            "github.com/godbus/dbus/v5.(*Object).CallWithContext",
            "github.com/godbus/dbus/v5.(*Object).Call",
            "github.com/godbus/dbus.(*Object).CallWithContext",
            "github.com/godbus/dbus.(*Object).Call",
            "github.com/coreos/go-systemd/v22/dbus.(*Conn).startJob",
            "github.com/coreos/go-systemd/dbus.(*Conn).startJob");

    /** Calls that last as long as a container or its program does (containerd's Task service, the CRI). */
    private static final Set<String> ENDLESS = Set.of("Wait", "ExecSync", "Subscribe", "GetContainerEvents");

    /** Ids of containers and sandboxes: SHA-256 in hex. */
    private static final Pattern ID = Pattern.compile("(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])");

    private static final Pattern BUS_METHOD = Pattern.compile("org\\.[A-Za-z0-9_.]+\\.[A-Za-z0-9_]+");
    private static final Pattern UNIT =
            Pattern.compile("[^/\\s]+\\.(scope|slice|service|mount|socket|target|timer|path|device|swap)");

    private KnownFrames() {}

    /** A remote call that ends soon on a healthy node. */
    static boolean isEndless(String method) {
        return ENDLESS.contains(method);
    }

    /** True when the goroutine waits for a child process. */
    static boolean waitsForChild(Goroutine goroutine) {
        return has(goroutine, CHILD_WAITS);
    }

    /** True when one of its functions is among these. */
    static boolean has(Goroutine goroutine, List<String> patterns) {
        return last(goroutine, patterns) >= 0;
    }

    /** Index of the outermost of its frames that is among these; -1 without one. */
    static int last(Goroutine goroutine, List<String> patterns) {
        for (int i = goroutine.frames().size() - 1; i >= 0; i--) {
            var function = plain(goroutine.frames().get(i).function());
            if (patterns.stream().anyMatch(pattern -> fits(pattern, function))) {
                return i;
            }
        }
        return -1;
    }

    /** The D-Bus call it waits in: method, and the unit it is about where it names one. */
    static Optional<String> busCall(Goroutine goroutine) {
        if (!has(goroutine, BUS_CALLS)) {
            return Optional.empty();
        }
        var method = text(goroutine, BUS_METHOD);
        var unit = text(goroutine, UNIT);
        return method.map(
                name -> shortName(name) + unit.map(about -> " of " + about).orElse(""));
    }

    /** Id of the container it works on, where it still has it in its arguments. */
    static Optional<String> container(Goroutine goroutine) {
        for (var frame : goroutine.frames()) {
            for (var text : frame.strings()) {
                var id = ID.matcher(text);
                if (id.find()) {
                    return Optional.of(id.group());
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> text(Goroutine goroutine, Pattern pattern) {
        return goroutine.frames().stream()
                .flatMap(frame -> frame.strings().stream())
                .filter(text -> pattern.matcher(text).matches())
                .findFirst();
    }

    /** The function's own name, without package and receiver. */
    static String shortName(String function) {
        return function.substring(function.lastIndexOf('.') + 1);
    }

    /** Without the folder that a GOPATH build copied the package into. */
    private static String plain(String function) {
        int vendor = function.lastIndexOf("/vendor/");
        return vendor < 0 ? function : function.substring(vendor + "/vendor/".length());
    }

    private static boolean fits(String pattern, String function) {
        if (pattern.endsWith("*")) {
            return function.startsWith(pattern.substring(0, pattern.length() - 1));
        }
        return pattern.startsWith("*") ? function.endsWith(pattern.substring(1)) : function.equals(pattern);
    }
}
