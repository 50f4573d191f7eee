package io.nodethaw.hop;

import io.nodethaw.evidence.Logged;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.Wait;
import io.nodethaw.wait.go.Dumped;
import io.nodethaw.wait.go.HeldCalls;
import io.nodethaw.wait.kernel.HeldTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Calls that had no reply, as logs and collectors tell. Of calls between daemons the caller waits for the container runtime, whichever
 * that is.
 */
record LoggedWaits(NodeView view, List<Hop> hops) {
    private static final Set<Logged.Sign> CALLS = Set.of(
            Logged.Sign.RELIST_OVERDUE,
            Logged.Sign.CALL_OVERDUE,
            Logged.Sign.NAME_RESERVED,
            Logged.Sign.RUNTIME_UNREACHABLE,
            Logged.Sign.NOT_STARTED,
            Logged.Sign.SHIM_SILENT,
            Logged.Sign.NETWORK_LATE,
            Logged.Sign.VOLUME_LATE,
            Logged.Sign.MOUNT_LATE,
            Logged.Sign.LOOP_LATE,
            Logged.Sign.NODE_LOST,
            Logged.Sign.UDEV_LATE);

    /** Signs that work for a pod does not end. */
    private static final Set<Logged.Sign> STARTS =
            Set.of(Logged.Sign.RELIST_OVERDUE, Logged.Sign.CALL_OVERDUE, Logged.Sign.NAME_RESERVED);

    /** Calls that neither write to a disk nor need a network. */
    private static final Set<String> BEHIND = Set.of("Version", "UpdateRuntimeConfig");

    private static final String CLIENT = "kubelet";

    private Stream<Logged> said() {
        return view.evidence().allSeen(Logged.TYPE).filter(said -> CALLS.contains(said.sign()) && !isOfCluster(said));
    }

    /** True for a volume that cannot be mounted because what it is made of does not exist: that is its owner's business. */
    private boolean isOfCluster(Logged said) {
        return said.sign() == Logged.Sign.MOUNT_LATE
                && all(Logged.Sign.NO_SUCH_SOURCE)
                        .anyMatch(source -> List.of(said.about().split(" ", -1)).contains(source.about()));
    }

    private Vertex caller(Logged said) {
        if (said.sign() == Logged.Sign.NOT_STARTED) {
            return LoggedFinding.named(view, "runc:[2:INIT]");
        }
        if (said.sign() == Logged.Sign.SHIM_SILENT) {
            return LoggedFinding.named(view, said.program().isEmpty() ? "containerd" : said.program());
        }
        if (said.sign() == Logged.Sign.NODE_LOST) {
            return new Vertex.Remote("the API server");
        }
        if (said.sign() == Logged.Sign.UDEV_LATE) {
            return new Vertex.Remote("whoever makes or removes a device");
        }
        if (said.sign() == Logged.Sign.LOOP_LATE) {
            return new Vertex.Remote("all pods of this node");
        }
        boolean runtime = runtimes().anyMatch(said.program()::equals);
        if (said.sign() == Logged.Sign.NETWORK_LATE && runtime) {
            return new Vertex.Remote(said.program());
        }
        return LoggedFinding.named(view, said.program().isEmpty() || runtime ? CLIENT : said.program());
    }

    /** The names of the programs that serve kubelet. */
    private Stream<String> runtimes() {
        return hops.stream()
                .filter(hop -> hop.makesANode() && !hop.programs().contains(CLIENT))
                .flatMap(hop -> hop.programs().stream());
    }

    private Stream<CollectorQuestion> collected() {
        return hops.stream().flatMap(hop -> hop.collected().stream());
    }

    List<Victim> victims() {
        return Stream.concat(
                        said().map(said ->
                                new Victim(caller(said), text(said), said.lasting(), false, List.of(said.key()))),
                        collected().flatMap(question -> question.silent(view).stream()))
                .toList();
    }

    private static String text(Logged said) {
        return switch (said.sign()) {
            case RELIST_OVERDUE ->
                "PLEG has not listed the containers"
                        + said.lasting()
                                .map(age -> " for " + age.toSeconds() + " s")
                                .orElse(" since kubelet began");
            case NAME_RESERVED -> "an earlier request for the same container is still under way";
            case NOT_STARTED -> "is created and waits to be started, which by itself is no fault";
            case NETWORK_LATE -> "a CNI plug-in has not ended within its limit";
            case VOLUME_LATE -> "its call for a volume had no reply within its limit";
            case MOUNT_LATE -> "volume " + said.about() + " was not mounted or unmounted within its limit";
            case LOOP_LATE -> "kubelet's loop over them has not come round for 5 min, by its own check";
            case UDEV_LATE -> "waits until udev has ended its work on it";
            case NODE_LOST -> "hears nothing from the node any more";
            case SHIM_SILENT -> "a shim has not answered, or its container has not ended";
            case RUNTIME_UNREACHABLE -> "nobody listens at " + said.about();
            default -> said.about() + " had no reply within its limit";
        };
    }

    List<Edge> edges(List<Role> roles) {
        return Stream.of(
                        calls(roles),
                        below(roles).stream(),
                        collected().flatMap(question -> question.edges(view).stream()))
                .flatMap(some -> some)
                .filter(edge -> !edge.from().equals(edge.to()))
                .toList();
    }

    private Stream<Edge> calls(List<Role> roles) {
        return said().map(said -> {
            var edge = Edge.of(caller(said), server(said, roles), Strength.INFERRED, Wait.CALL, text(said), said.key());
            return said.lasting().map(edge::atLeast).orElse(edge);
        });
    }

    /**
     * What the runtime itself waits for, as far as somebody says: the plug-in for the network of a pod, where a call about a pod's
     * sandbox has no reply, and the disk that every start writes to.
     */
    private List<Edge> below(List<Role> roles) {
        var edges = new ArrayList<Edge>();
        said().filter(said -> STARTS.contains(said.sign()) && !BEHIND.contains(said.about()))
                .map(said -> server(said, roles))
                .distinct()
                .forEach(server -> {
                    all(Logged.Sign.NETWORK_CALL)
                            .findFirst()
                            .ifPresent(said -> edges.add(to(
                                    server,
                                    new Vertex.Remote(plugIn()),
                                    "gives or takes away the network of a pod",
                                    said)));
                    Stream.concat(all(Logged.Sign.DISK_SATURATED), all(Logged.Sign.DISK_SUSPECTED))
                            .forEach(said -> edges.add(
                                    to(server, LoggedFinding.disk(said), "writes to a disk that is slow", said)));
                });
        edges.addAll(mounts());
        return edges;
    }

    /**
     * kubelet's loop looks at the mounts of all pods: it may wait for the only file server that does not answer, where its own
     * goroutines do not tell more.
     */
    private List<Edge> mounts() {
        var kubelet = LoggedFinding.named(view, CLIENT);
        boolean dumped = kubelet instanceof Vertex.Process(int pid, long _)
                && Dumped.all(view).contains(pid);
        return all(Logged.Sign.LOOP_LATE)
                .limit(dumped ? 0 : 1)
                .flatMap(said -> HeldTask.silentServer(view).stream()
                        .map(server -> to(
                                kubelet,
                                new Vertex.Resource(Vertex.ResourceKind.KERNEL, server),
                                "looks at the mounts of all pods",
                                said)))
                .toList();
    }

    /** The plug-ins that are named, where it is one. */
    private String plugIn() {
        var named = Stream.concat(all(Logged.Sign.NETWORK_LATE), all(Logged.Sign.NETWORK_CALL))
                .map(Logged::about)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
        return named.size() == 1 ? "the CNI plug-in " + named.getFirst() : "the CNI plug-in of that pod";
    }

    private Stream<Logged> all(Logged.Sign sign) {
        return Logged.all(view.evidence(), sign);
    }

    private static Edge to(Vertex from, Vertex to, String text, Logged said) {
        return Edge.of(from, to, Strength.INFERRED, Wait.CALL, text, said.key());
    }

    /** The only runtime whose goroutines were brought; else its name, where only one is named. */
    private Vertex server(Logged said, List<Role> roles) {
        if (said.sign() == Logged.Sign.NOT_STARTED) {
            return new Vertex.Remote("whoever is to start it (runc start, shim, containerd)");
        }
        if (said.sign() == Logged.Sign.SHIM_SILENT) {
            return new Vertex.Remote("the shim of that container");
        }
        if (said.sign() == Logged.Sign.NETWORK_LATE) {
            return new Vertex.Remote(plugIn());
        }
        if (said.sign() == Logged.Sign.VOLUME_LATE) {
            return new Vertex.Remote("the CSI driver " + said.about());
        }
        if (said.sign() == Logged.Sign.UDEV_LATE) {
            return new Vertex.Remote(HeldCalls.UDEV_END);
        }
        if (said.sign() == Logged.Sign.MOUNT_LATE) {
            return new Vertex.Remote("whoever attaches and mounts volume " + said.about());
        }
        if (said.sign() == Logged.Sign.NODE_LOST || said.sign() == Logged.Sign.LOOP_LATE) {
            return LoggedFinding.named(view, CLIENT);
        }
        var names = runtimes().toList();
        var processes = roles.stream()
                .map(Role::vertex)
                .filter(vertex -> vertex instanceof Vertex.Process(int pid, long _)
                        && Dumped.all(view).contains(pid)
                        && view.process(pid)
                                .filter(process -> names.contains(process.comm()))
                                .isPresent())
                .distinct()
                .toList();
        if (processes.size() == 1) {
            return processes.getFirst();
        }
        var named = Stream.concat(
                        view.processes().stream().map(ProcessTable.Entry::comm),
                        view.evidence().allSeen(Logged.TYPE).map(Logged::program))
                .filter(names::contains)
                .distinct()
                .toList();
        return new Vertex.Remote(byPath(said, names)
                .or(() -> named.size() == 1 ? Optional.of(named.getFirst()) : Optional.empty())
                .orElse("the container runtime"));
    }

    private static Optional<String> byPath(Logged said, List<String> names) {
        return said.about().contains("/docker.sock")
                ? Optional.of("dockerd")
                : names.stream()
                        .filter(name -> said.about().contains("/" + name))
                        .findFirst();
    }
}
