package io.nodethaw.hop;

import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.RuntimeEndpoint;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.kernel.Acceptors;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The sockets of container runtimes at addresses of their own: those that kubelet is told to use, or uses. */
public final class RuntimeSockets {
    private static final String KUBELET = "kubelet";

    private static final NodeView.Once<String, List<String>> PATHS = new NodeView.Once<>((view, _) -> find(view));

    private RuntimeSockets() {}

    /** Their paths. */
    public static List<String> of(NodeView view) {
        return view.once(PATHS, "");
    }

    private static List<String> find(NodeView view) {
        return Stream.concat(
                        view.evidence().seen(RuntimeEndpoint.TYPE).flatMap(RuntimeEndpoint::path).stream(), used(view))
                .distinct()
                .toList();
    }

    /** Where kubelet has a connection to a runtime that is known by its name. */
    private static Stream<String> used(NodeView view) {
        return view.sockets().stream()
                .filter(socket -> socket.state() == UnixSockets.State.ESTABLISHED
                        && socket.path().startsWith("/")
                        && Addresses.daemons().noneMatch(socket.path()::endsWith) // below /var/run too
                        && view.socketHolders(socket.peer()).stream().anyMatch(end -> isKubelet(view, end.pid())))
                .map(UnixSockets.Socket::path)
                .distinct()
                .filter(path -> Addresses.listener(view, path)
                        .flatMap(listener -> Acceptors.of(view, listener))
                        .filter(server -> isRuntime(view, server))
                        .isPresent());
    }

    /** A process of that name, which others may have too, that sees what kubelet must see. */
    private static boolean isKubelet(NodeView view, int pid) {
        Optional<Vertex.Process> kubelet = view.process(pid)
                .filter(process -> process.comm().equals(KUBELET))
                .map(Vertex.Process::of);
        return kubelet.filter(process -> Identity.mayServe(view, process)
                        && (view.mayShareProcesses(ProcessTable.INIT, pid)
                                || view.mayShareMounts(ProcessTable.INIT, pid)))
                .isPresent();
    }

    private static boolean isRuntime(NodeView view, Vertex.Process server) {
        return Identity.mayServe(view, server)
                && view.process(server.pid())
                        .map(ProcessTable.Entry::comm)
                        .filter(Addresses.RUNTIMES::contains)
                        .isPresent();
    }
}
