package io.nodethaw.collect.dumps;

import io.nodethaw.collect.ChannelConnection;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.Probe;
import io.nodethaw.collect.http.HttpGet;
import io.nodethaw.collect.http.HttpReply;
import io.nodethaw.collect.proc.Proc;
import io.nodethaw.collect.socket.Sockets;
import io.nodethaw.evidence.GoroutineDump;
import io.nodethaw.evidence.UnixSockets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks a daemon for a dump at the debug endpoint it has open: dockerd's socket when it runs with debug, containerd's debug socket,
 * CRI-O's socket. A socket is the daemon's own when it listens there; only those of these names are asked.
 */
public final class EndpointDump {
    private static final String PPROF = "/debug/pprof/goroutine?debug=2";

    /** net/http/pprof of dockerd (api/server/middleware/debug.go) and containerd (cmd/containerd/server); server/inspect.go of CRI-O. */
    private static final Map<String, String> PATHS =
            Map.of("docker.sock", PPROF, "debug.sock", PPROF, "crio.sock", "/debug/goroutines");

    private final Host host;

    public EndpointDump(Host host) {
        this.host = host;
    }

    /** The question for the dump of one process. */
    public Probe<GoroutineDump> probe(int pid) {
        return new Probe<>(GoroutineDump.TYPE, Integer.toString(pid), deadline -> dump(pid, deadline));
    }

    private GoroutineDump dump(int pid, Deadline deadline) throws IOException {
        var closed = new ArrayList<String>();
        for (var socket : sockets(pid, deadline)) {
            var reply = ask(pid, socket, deadline);
            if (reply.isSuccess() && reply.body().contains("goroutine ")) {
                return new GoroutineDump(pid, "debug endpoint " + socket, reply.body());
            }
            closed.add(socket + " answers " + reply.status());
        }
        throw new NotAskedException(
                closed.isEmpty()
                        ? "no debug endpoint is open: none of "
                                + String.join(
                                        ", ", PATHS.keySet().stream().sorted().toList()) + " is its socket"
                        : "no debug endpoint is open: " + String.join(", ", closed));
    }

    private HttpReply ask(int pid, String socket, Deadline deadline) throws IOException {
        var path = host.proc(pid, "root" + socket);
        return HttpGet.get(
                ChannelConnection.unix(path),
                "localhost",
                Optional.ofNullable(PATHS.get(name(socket))).orElse(PPROF),
                deadline);
    }

    /** The sockets of those names that the process listens on. */
    private List<String> sockets(int pid, Deadline deadline) throws IOException {
        var open = new Proc(host).descriptors(pid);
        return new Sockets(host)
                .unix(deadline).sockets().stream()
                        .filter(socket -> socket.state() == UnixSockets.State.LISTENING)
                        .filter(socket -> PATHS.containsKey(name(socket.path())))
                        .filter(socket -> open.open().stream()
                                .anyMatch(descriptor -> descriptor.target().equals("socket:[" + socket.inode() + "]")))
                        .map(UnixSockets.Socket::path)
                        .distinct()
                        .toList();
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
