package io.nodethaw.hop;

import io.nodethaw.collect.wire.dbus.SystemBus;
import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.ProcessStatus;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.SocketFile;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.kernel.Acceptors;
import io.nodethaw.wait.kernel.Listeners;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The addresses at which the daemons of the chain listen by default, on the distributions we know. Hops are recognised by
 * these, not by the names of their programs.
 */
public final class Addresses {
    private static final NodeView.Once<String, List<Shim>> SHIMS = new NodeView.Once<>((view, _) -> findShims(view));
    private static final NodeView.Once<String, Optional<Vertex.Process>> ACCEPTORS =
            new NodeView.Once<>(Addresses::findAcceptor);

    /** The containerd that dockerd starts for itself. */
    static final String OWN_CONTAINERD = "/run/docker/containerd/containerd.sock";

    /**
     * containerd: its default, the one dockerd starts itself (libcontainerd/supervisor), k3s and RKE2 (pkg/agent/containerd),
     * microk8s.
     */
    public static final List<String> CONTAINERD = List.of(
            "/run/containerd/containerd.sock",
            OWN_CONTAINERD,
            "/run/k3s/containerd/containerd.sock",
            "/var/snap/microk8s/common/run/containerd.sock");

    /** CRI-O (pkg/config). */
    public static final List<String> CRIO = List.of("/run/crio/crio.sock");

    /** Those that have dockerd do it: cri-dockerd, and dockershim inside kubelets before 1.24. */
    public static final List<String> CRI_OF_DOCKER = List.of("/run/cri-dockerd.sock", "/run/dockershim.sock");

    /** CRI runtimes other than containerd. */
    public static final List<String> CRI =
            Stream.of(CRIO, CRI_OF_DOCKER).flatMap(List::stream).toList();

    /** The units that start containerd: its own (containerd.service in its sources), those of the snaps microk8s and k8s. */
    public static final Set<String> CONTAINERD_UNITS =
            Set.of("containerd.service", "snap.microk8s.daemon-containerd.service", "snap.k8s.containerd.service");

    /** The units of CRI runtimes of their own: CRI-O's, cri-dockerd's. */
    public static final Set<String> CRI_UNITS = Set.of("crio.service", "cri-docker.service");

    /** The units of dockerd: its own, that of the snap. */
    public static final Set<String> DOCKER_UNITS = Set.of("docker.service", "snap.docker.dockerd.service");

    /** The units of every container runtime. */
    public static final Set<String> RUNTIME_UNITS = Stream.of(CONTAINERD_UNITS, CRI_UNITS, DOCKER_UNITS)
            .flatMap(Set::stream)
            .collect(Collectors.toUnmodifiableSet());

    /** How containerd calls itself; Docker up to 18.06 renamed it, and the kernel cuts a name after 15 letters. */
    public static final Set<String> CONTAINERD_PROGRAMS = Set.of("containerd", "docker-containe");

    /** How every container runtime calls itself. */
    public static final Set<String> RUNTIMES = Stream.concat(
                    CONTAINERD_PROGRAMS.stream(), Stream.of("dockerd", "crio", "cri-dockerd"))
            .collect(Collectors.toUnmodifiableSet());

    /** dockerd (cli/daemon). */
    public static final List<String> DOCKER = List.of("/run/docker.sock");

    /** Where systemd may listen for a daemon that does not run: docker.socket of moby, cri-docker.socket of cri-dockerd. */
    static final Set<String> ON_DEMAND = Set.of("/run/docker.sock", "/run/cri-dockerd.sock");

    private Addresses() {}

    /**
     * State folders of containerd; its shims have their sockets in "s" below. Shims are built to use the first folder, whatever
     * containerd is configured to use (runtime/v2/shim/util_unix.go, socketRoot); k3s and others patch in a folder of their
     * own.
     */
    private static final List<String> STATES = List.of(
            "/run/containerd",
            "/run/docker/containerd",
            "/run/k3s/containerd",
            "/var/snap/microk8s/common/run/containerd");

    /** True for the address of a containerd shim: a path below a state folder, an abstract name before 1.3.9 and 1.4.3. */
    public static boolean isShim(String path) {
        return STATES.stream().anyMatch(state -> isBelow(state + "/s/", path) || isBelow("/var" + state + "/s/", path))
                || path.startsWith("@/containerd-shim/")
                || path.startsWith("@containerd-shim");
    }

    /** True when the path lies below the folder; a path that contains ".." could lead anywhere. */
    private static boolean isBelow(String folder, String path) {
        return path.startsWith(folder) && !("/" + path + "/").contains("/../");
    }

    /** True where a container runtime runs that serves at none of the addresses: it may be about to. */
    static boolean mayBegin(NodeView view) {
        var servers = daemons().flatMap(path -> acceptor(view, path).stream()).collect(Collectors.toSet());
        return view.processes().stream()
                .filter(process -> !process.isGone() && RUNTIMES.contains(process.comm()))
                .anyMatch(process -> !servers.contains(Vertex.Process.of(process)));
    }

    /** The addresses of the daemons that run containers. */
    static Stream<String> daemons() {
        return Stream.of(CONTAINERD, DOCKER, CRI).flatMap(List::stream);
    }

    /** The daemon that accepts at this path: whoever listens on exactly that file, otherwise only a process that may be a hop. */
    public static Optional<Vertex.Process> acceptor(NodeView view, String path) {
        return view.once(ACCEPTORS, path);
    }

    private static Optional<Vertex.Process> findAcceptor(NodeView view, String path) {
        return listener(view, path)
                .flatMap(socket -> accepting(view, socket))
                .filter(process -> Listeners.proven(view, path).isPresent() || Identity.mayServe(view, process));
    }

    /** The first daemon at these paths that was asked for this fact, whether or not it answered. */
    public static Optional<Vertex.Process> asked(NodeView view, FactType<?> type, List<String> paths) {
        return paths.stream()
                .filter(path -> view.evidence().reading(type, path).wasPut())
                .flatMap(path -> acceptor(view, path).stream())
                .findFirst();
    }

    /** Who accepts on this listener. When only PID 1 has it open, it keeps it for a daemon that has not been started. */
    static Optional<Vertex.Process> accepting(NodeView view, UnixSockets.Socket listener) {
        return Acceptors.of(view, listener).filter(process -> process.pid() != ProcessTable.INIT);
    }

    /** The listener at this path, or at the same path below /var/run. */
    public static Optional<UnixSockets.Socket> listener(NodeView view, String path) {
        return Listeners.at(view, path);
    }

    /** The process that serves the system bus; it runs as a user of its own. */
    public static Optional<Vertex.Process> bus(NodeView view) {
        return SystemBus.PATHS.stream()
                .flatMap(path -> listener(view, path).flatMap(socket -> accepting(view, socket)).stream())
                .findFirst();
    }

    /** The processes that accept on a shim's socket, with its path. */
    public static List<Shim> shims(NodeView view) {
        return view.once(SHIMS, "");
    }

    private static List<Shim> findShims(NodeView view) {
        return view.sockets().stream()
                .filter(Addresses::isShims)
                .filter(socket -> isAbstract(socket)
                        || Listeners.at(view, socket.path())
                                .filter(socket::equals)
                                .isPresent())
                .flatMap(socket -> Acceptors.of(view, socket).stream()
                        .filter(process -> view.isOurs(process.pid()) && Identity.maybeShim(view, process))
                        .map(process -> new Shim(process, socket.path())))
                .toList();
    }

    private static boolean isAbstract(UnixSockets.Socket socket) {
        return socket.path().startsWith("@");
    }

    private static boolean isShims(UnixSockets.Socket socket) {
        return socket.state() == UnixSockets.State.LISTENING && isShim(socket.path());
    }

    /**
     * The readings that tell whether they are shims: who listens, and, for processes that may be shims, which files lie at
     * their paths.
     */
    public static Set<Key> shimIdentity(NodeView view) {
        var keys = new LinkedHashSet<Key>();
        view.sockets().stream().filter(Addresses::isShims).forEach(socket -> {
            keys.addAll(Identity.wants(view, socket));
            Acceptors.of(view, socket)
                    .filter(process ->
                            !isAbstract(socket) && isKnown(view, process) && Identity.maybeShim(view, process))
                    .ifPresent(_ -> keys.add(SocketFile.TYPE.key(socket.path())));
        });
        return keys;
    }

    private static boolean isKnown(NodeView view, Vertex.Process process) {
        return view.evidence().asked(ProcessStatus.TYPE.key(process.pid()));
    }

    /** The readings that tell whether the processes that listen at these paths are the node's daemons. */
    public static Set<Key> identity(NodeView view, List<String> paths) {
        var keys = new LinkedHashSet<Key>();
        for (var path : paths) {
            keys.add(SocketFile.TYPE.key(path));
            Listeners.named(view, path).forEach(socket -> keys.addAll(Identity.wants(view, socket)));
        }
        return keys;
    }

    /** A shim and where it listens. */
    public record Shim(Vertex.Process process, String path) {}
}
