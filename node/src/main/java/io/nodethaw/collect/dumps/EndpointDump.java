package io.nodethaw.collect.dumps;

import io.nodethaw.collect.ChannelConnection;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.Probe;
import io.nodethaw.collect.proc.Proc;
import io.nodethaw.collect.socket.Sockets;
import io.nodethaw.collect.wire.http.HttpGet;
import io.nodethaw.collect.wire.http.HttpReply;
import io.nodethaw.evidence.GoroutineDump;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.UnixSockets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks a daemon for a dump at its debug endpoint, if that is open: dockerd's socket when it runs with debug, containerd's debug
 * socket, CRI-O's socket. Only these daemons are asked, each at a socket of that name that it listens on itself. Where systemd
 * starts docker on demand, systemd listens on docker.sock, and asking there would start docker.
 */
public final class EndpointDump {
    private static final String PPROF = "/debug/pprof/goroutine?debug=2";

    /**
     * Where a daemon offers its dump.
     *
     * @param socket name of the file it listens on
     * @param path of the request
     */
    private record Endpoint(String socket, String path) {}

    /** net/http/pprof of dockerd (api/server/middleware/debug.go) and containerd (cmd/containerd/server); server/inspect.go of CRI-O. */
    private static final Map<String, Endpoint> ENDPOINTS = Map.of(
            "dockerd", new Endpoint("docker.sock", PPROF),
            "containerd", new Endpoint("debug.sock", PPROF),
            "crio", new Endpoint("crio.sock", "/debug/goroutines"));

    private final Host host;

    public EndpointDump(Host host) {
        this.host = host;
    }

    /** The question for the dump of one process. */
    public Probe<GoroutineDump> probe(ProcessTable.Entry process) {
        return new Probe<>(GoroutineDump.TYPE, Integer.toString(process.pid()), deadline -> dump(process, deadline));
    }

    private GoroutineDump dump(ProcessTable.Entry process, Deadline deadline) throws IOException {
        int pid = process.pid();
        var endpoint = Optional.ofNullable(ENDPOINTS.get(process.comm()))
                .orElseThrow(() -> new NotAskedException(process.comm() + " has no debug endpoint that we know: only "
                        + String.join(", ", ENDPOINTS.keySet().stream().sorted().toList()) + " are asked"));
        var closed = new ArrayList<String>();
        for (var socket : sockets(pid, endpoint.socket(), deadline)) {
            var reply = ask(pid, socket, endpoint.path(), deadline);
            if (reply.isSuccess() && reply.body().contains("goroutine ")) {
                return new GoroutineDump(pid, "debug endpoint " + socket, reply.body());
            }
            closed.add(socket + " answers " + reply.status());
        }
        throw new NotAskedException(
                closed.isEmpty()
                        ? "no debug endpoint is open: it listens on no " + endpoint.socket()
                        : "no debug endpoint is open: " + String.join(", ", closed));
    }

    private HttpReply ask(int pid, String socket, String path, Deadline deadline) throws IOException {
        return HttpGet.get(ChannelConnection.unix(host.proc(pid, "root" + socket)), "localhost", path, deadline);
    }

    /** The sockets of this name that the process listens on. */
    private List<String> sockets(int pid, String name, Deadline deadline) throws IOException {
        var open = new Proc(host).descriptors(pid);
        return new Sockets(host)
                .unix(deadline).sockets().stream()
                        .filter(socket -> socket.state() == UnixSockets.State.LISTENING)
                        .filter(socket -> socket.path().endsWith("/" + name))
                        .filter(socket -> open.open().stream()
                                .anyMatch(descriptor -> descriptor.target().equals("socket:[" + socket.inode() + "]")))
                        .map(UnixSockets.Socket::path)
                        .distinct()
                        .toList();
    }
}
