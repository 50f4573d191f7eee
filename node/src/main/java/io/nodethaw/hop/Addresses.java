package io.nodethaw.hop;

import io.nodethaw.collect.dbus.SystemBus;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.wait.Acceptors;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import java.util.List;
import java.util.Optional;

/** Where the daemons of the chain listen by default, on the distributions we know. Hops are known by these, not by their names. */
public final class Addresses {
    private static final NodeView.Once<String, List<Shim>> SHIMS = new NodeView.Once<>((view, _) -> findShims(view));

    /**
     * containerd: its default, the one dockerd starts itself (libcontainerd/supervisor), k3s and RKE2 (pkg/agent/containerd),
     * microk8s.
     */
    public static final List<String> CONTAINERD = List.of(
            "/run/containerd/containerd.sock",
            "/run/docker/containerd/containerd.sock",
            "/run/k3s/containerd/containerd.sock",
            "/var/snap/microk8s/common/run/containerd.sock");

    /** CRI runtimes that are no containerd: CRI-O (pkg/config), cri-dockerd, and dockershim inside kubelets before 1.24. */
    public static final List<String> CRI =
            List.of("/run/crio/crio.sock", "/run/cri-dockerd.sock", "/run/dockershim.sock");

    /** dockerd (cli/daemon). */
    public static final List<String> DOCKER = List.of("/run/docker.sock");

    private Addresses() {}

    /** True for the listener of a containerd shim: a path below the state folder, an abstract name before containerd 1.6. */
    public static boolean isShim(String path) {
        return path.contains("/containerd/s/")
                || path.startsWith("@/containerd-shim/")
                || path.startsWith("@containerd-shim");
    }

    /**
     * The daemon that accepts at this path. PID 1 alone with the listener only keeps it for a daemon that has not been
     * started.
     */
    public static Optional<Vertex.Process> acceptor(NodeView view, String path) {
        return listener(view, path)
                .flatMap(socket -> Acceptors.of(view, socket))
                .filter(process -> process.pid() != 1);
    }

    /** The listener at this path, or at the same path below /var/run. */
    public static Optional<UnixSockets.Socket> listener(NodeView view, String path) {
        return view.listener(path).or(() -> view.listener("/var" + path));
    }

    /** The process that serves the system bus. */
    public static Optional<Vertex.Process> bus(NodeView view) {
        return SystemBus.PATHS.stream()
                .flatMap(path -> acceptor(view, path).stream())
                .findFirst();
    }

    /** The processes that accept on a shim's socket, with its path. */
    public static List<Shim> shims(NodeView view) {
        return view.once(SHIMS, "");
    }

    private static List<Shim> findShims(NodeView view) {
        return view.sockets().stream()
                .filter(socket -> socket.state() == UnixSockets.State.LISTENING && isShim(socket.path()))
                .flatMap(socket -> Acceptors.of(view, socket).stream()
                        .filter(process -> view.isOurs(process.pid()))
                        .map(process -> new Shim(process, socket.path())))
                .toList();
    }

    /** A shim and where it listens. */
    public record Shim(Vertex.Process process, String path) {}
}
