package io.nodethaw.wait.go;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.EdgeSource;
import io.nodethaw.wait.Gist;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Reach;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Wait;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Waits in dumps that lead to processes without a dump: to the server of a call, or to a child process that only its parent
 * tells of. There the chain is undetermined; a list of processes may show the child.
 */
public final class OutOfSight implements EdgeSource {
    /** How shims start their runtime, whatever its name (github.com/containerd/go-runc, runc.go). */
    private static final String RUNTIME_CALLS = "github.com/containerd/go-runc.(*Runc).";

    /** Those of its functions that end with the operation (containerd/go-runc, runc.go). */
    private static final FramePattern OPERATION = FramePattern.of(
            RUNTIME_CALLS + "Create",
            RUNTIME_CALLS + "Start",
            RUNTIME_CALLS + "Kill",
            RUNTIME_CALLS + "Delete",
            RUNTIME_CALLS + "State",
            RUNTIME_CALLS + "Stats",
            RUNTIME_CALLS + "Pause",
            RUNTIME_CALLS + "Resume",
            RUNTIME_CALLS + "Update",
            RUNTIME_CALLS + "Ps",
            RUNTIME_CALLS + "List");

    private static final String RUNTIME = "runc";

    /** How a shim is called; so it stands behind the method. */
    private static final String TTRPC = "(ttrpc)";

    /** How daemons start the plug-ins that give a pod its network (github.com/containernetworking/cni, pkg/invoke, since 0.3). */
    private static final FramePattern NETWORK = FramePattern.of("*containernetworking/cni/pkg/invoke.*");

    /** How kubelet asks programs of the node about mounts: mount, umount, findmnt, systemd-run (k8s.io/mount-utils; before in kubelet). */
    private static final FramePattern MOUNT =
            FramePattern.of("*k8s.io/mount-utils.*", "*kubernetes/pkg/util/mount.*", "*kubernetes/pkg/util/nsenter.*");

    /** Such programs end within a second. */
    private static final int LONG_MINUTES = 2;

    private static final FramePattern CLIENT = FramePattern.of(
            "github.com/containerd/containerd.namespaceInterceptor.unary",
            "github.com/containerd/containerd/v2/client.namespaceInterceptor.unary");

    private static final FramePattern UNARY = FramePattern.of("google.golang.org/grpc.invoke");

    private static final String CONTAINERD = "containerd";

    /** Whom a daemon calls by gRPC for all that it does with containers, whatever the method. */
    private static final Map<String, String> SERVERS = Map.of("dockerd", CONTAINERD, "cri-dockerd", "dockerd");

    /** What else they call: other nodes of a swarm, builders, plug-ins. */
    private static final List<String> OTHERS = List.of("swarmkit", "buildkit", "/plugin", "/csi");

    @Override
    public List<Edge> edges(NodeView view) {
        var edges = new ArrayList<Edge>();
        for (int pid : Dumped.all(view)) {
            view.vertex(pid).ifPresent(process -> {
                edges.addAll(calls(view, process));
                edges.addAll(children(view, process));
                edges.addAll(ofClient(view, process));
            });
        }
        return edges;
    }

    /** One edge for all calls of the same method. */
    private static List<Edge> calls(NodeView view, Vertex.Process process) {
        var joins = GoJoins.of(view);
        var byMethod = new LinkedHashMap<String, List<GoCall>>();
        for (var call : GoCall.of(view, process.pid())) {
            if (joins.of(process.pid(), call.goroutine().id()).isEmpty()) {
                byMethod.computeIfAbsent(call.method() + " (" + call.protocol().name() + ")", _ -> new ArrayList<>())
                        .add(call);
            }
        }
        var edges = new ArrayList<Edge>();
        byMethod.forEach((method, calls) -> {
            var text = text(calls.stream().map(GoCall::goroutine).toList(), "in " + method);
            var shims = method.endsWith(TTRPC)
                    ? new ListedShims(view).serving(calls.getFirst().method(), calls.size())
                    : List.<ProcessTable.Entry>of();
            shims.forEach(shim -> edges.addAll(throughShim(view, process, shim, text, method)));
            if (shims.isEmpty()) {
                edges.add(edge(process, new Vertex.Remote("whoever serves " + method), Wait.CALL, text)
                        .inShort(new Gist(method, calls.size(), Map.of())));
            }
        });
        return edges;
    }

    /** From who calls a shim to the shim, and on to its runtime: both are in a list of processes only. */
    private static List<Edge> throughShim(
            NodeView view, Vertex.Process caller, ProcessTable.Entry shim, String text, String method) {
        var vertex = Vertex.Process.of(shim);
        return Stream.concat(
                        Stream.of(edge(caller, vertex, Wait.CALL, text + "; this shim has a runtime that has not ended")
                                .inShort(new Gist(method, 1, Map.of()))),
                        ListedShims.runtimes(view, shim.pid())
                                .map(runtime -> Edge.of(
                                                vertex,
                                                Vertex.Process.of(runtime),
                                                Strength.INFERRED,
                                                Wait.OVERDUE_CHILD,
                                                "its child " + runtime.pid() + " has not ended",
                                                ProcessTable.TYPE.key())
                                        .inShort(Gist.of("child not ended"))))
                .toList();
    }

    /**
     * Calls whose method is not shown, because the frames end before it. A call that has one answer goes through this function of gRPC,
     * and containerd's own client is known by a function that it puts before each of its calls (containerd client, grpc.go).
     */
    static List<Edge> ofClient(NodeView view, Vertex.Process process) {
        var known = GoCall.of(view, process.pid()).stream()
                .map(call -> call.goroutine().id())
                .toList();
        var calls = view.evidence().seen(Goroutines.TYPE, process.pid()).stream()
                .flatMap(read -> read.goroutines().stream())
                .filter(goroutine ->
                        (CLIENT.isIn(goroutine) || UNARY.isIn(goroutine)) && !known.contains(goroutine.id()))
                .filter(goroutine -> !KnownFrames.isCalling(goroutine))
                .toList();
        return calls.isEmpty()
                ? List.of()
                : List.of(edge(
                                process,
                                new Vertex.Remote(server(view, process, calls)),
                                Wait.CALL,
                                text(calls, "waits for the answer to a call"))
                        .inShort(Gist.of("waits for an answer")));
    }

    private static String server(NodeView view, Vertex.Process process, List<Goroutine> calls) {
        if (calls.stream().allMatch(CLIENT::isIn)) {
            return CONTAINERD;
        }
        boolean other = calls.stream()
                .flatMap(goroutine -> goroutine.frames().stream())
                .anyMatch(frame -> OTHERS.stream().anyMatch(frame.function()::contains));
        var known = Optional.ofNullable(SERVERS.get(
                view.process(process.pid()).map(ProcessTable.Entry::comm).orElse("")));
        return known.filter(_ -> !other).orElse("whoever serves its call (gRPC)");
    }

    /**
     * Only children of goroutines that serve a request, or that ask about mounts: daemons also have children that live as long as they
     * do.
     */
    private static List<Edge> children(NodeView view, Vertex.Process process) {
        boolean alone = Dumped.all(view).size() == 1; // several dumps show who asked for it
        var waiting =
                view
                        .evidence()
                        .seen(Goroutines.TYPE, process.pid())
                        .map(Goroutines::goroutines)
                        .orElse(List.of())
                        .stream()
                        .filter(goroutine -> KnownFrames.waitsForChild(goroutine)
                                && (isAboutMounts(goroutine)
                                        || alone && isLateOperation(goroutine)
                                        || KnownFrames.isServing(goroutine)))
                        .toList();
        var byName = waiting.stream().collect(groupingBy(OutOfSight::child, LinkedHashMap::new, toList()));
        return byName.entrySet().stream()
                .map(children -> {
                    var name = children.getKey();
                    var child = child(view, process, name);
                    return edge(
                                    process,
                                    child.<Vertex>map(Vertex.Process::of)
                                            .orElseGet(
                                                    () -> new Vertex.Remote(name + " of " + view.name(process.pid()))),
                                    Wait.OVERDUE_CHILD,
                                    text(children.getValue(), "waits for its child"))
                            .inShort(Gist.of("waits for its child"));
                })
                .toList();
    }

    private static boolean isAboutMounts(Goroutine goroutine) {
        return MOUNT.isIn(goroutine) && (goroutine.id() < 0 || goroutine.minutes() >= LONG_MINUTES);
    }

    /** An operation on a container ends within seconds, whoever wants it; to run or watch one takes as long as the container lives. */
    private static boolean isLateOperation(Goroutine goroutine) {
        return OPERATION.isIn(goroutine) && goroutine.minutes() >= LONG_MINUTES;
    }

    /** What its child is, as far as the functions that started it tell. */
    private static String child(Goroutine goroutine) {
        if (goroutine.frames().stream().anyMatch(frame -> frame.function().startsWith(RUNTIME_CALLS))) {
            return RUNTIME;
        }
        return NETWORK.isIn(goroutine) ? "a CNI plug-in" : MOUNT.isIn(goroutine) ? "a mount helper" : "a child";
    }

    /** The child, when a list of processes shows it. */
    private static Optional<ProcessTable.Entry> child(NodeView view, Vertex.Process process, String name) {
        var children = view.childrenOf(process.pid()).stream()
                .filter(child -> !child.isGone() && child.comm().equals(name))
                .toList();
        return children.size() == 1 ? Optional.of(children.getFirst()) : Optional.empty();
    }

    private static String text(List<Goroutine> waiting, String at) {
        return "goroutine " + waiting.getFirst().id() + " " + at
                + (waiting.size() > 1 ? ", " + (waiting.size() - 1) + " more" : "");
    }

    private static Edge edge(Vertex.Process from, Vertex to, Wait kind, String text) {
        return Edge.of(from, to, Strength.INFERRED, kind, text, Goroutines.TYPE.key(from.pid()));
    }

    /** Nothing: of files that somebody brought no more can be read. */
    @Override
    public Set<Key> wants(NodeView view, Reach reach) {
        return Set.of();
    }
}
