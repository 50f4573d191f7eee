package io.nodethaw.hop.runc;

import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.hop.Addresses;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One run of an OCI runtime that works on a container. It is a child of a shim, or of a daemon that runs containers itself, in
 * the same mount namespace as its parent.
 *
 * @param inits its children that have not yet become the container's program ("runc init")
 * @param finished true when its child is the user's program: a foreground run lives as long as that program. While there still
 *     is an init, any other child is a hook (prestart and createRuntime hooks of the OCI specification run before the init goes
 *     on)
 * @param container id of the container, from its working directory; empty when unknown
 */
record Operation(
        ProcessTable.Entry process,
        ProcessTable.Entry parent,
        List<ProcessTable.Entry> inits,
        boolean finished,
        String container) {
    private static final NodeView.Once<String, List<Operation>> ALL = new NodeView.Once<>((view, _) -> findAll(view));

    /** OCI runtimes that shims and dockerd start by these names (containerd runtime options, Docker's and CRI-O's defaults). */
    static final Set<String> RUNTIMES =
            Set.of("runc", "crun", "youki", "docker-runc", "nvidia-containe", "kata-runtime", "runsc");

    Operation {
        inits = List.copyOf(inits);
    }

    Vertex.Process vertex() {
        return Vertex.Process.of(process);
    }

    /** What a person calls it: "runc 230". */
    String label() {
        return label(process.comm(), process);
    }

    static String label(String name, ProcessTable.Entry process) {
        return name + " " + process.pid();
    }

    Optional<Duration> age(NodeView view) {
        return view.age(process);
    }

    /** Every operation that is under way. */
    static List<Operation> all(NodeView view) {
        return view.once(ALL, "");
    }

    private static List<Operation> findAll(NodeView view) {
        var parents = new HashSet<Integer>();
        Addresses.shims(view).forEach(shim -> parents.add(shim.process().pid()));
        Addresses.CONTAINERD.forEach(path -> Addresses.acceptor(view, path).ifPresent(p -> parents.add(p.pid())));
        Addresses.DOCKER.forEach(path -> Addresses.acceptor(view, path).ifPresent(p -> parents.add(p.pid())));
        Addresses.CRI.forEach(path -> Addresses.acceptor(view, path).ifPresent(p -> parents.add(p.pid())));
        var operations = new ArrayList<Operation>();
        for (int parent : parents) {
            for (var child : view.childrenOf(parent)) {
                if (isRuntime(view, child)) {
                    view.process(parent).ifPresent(entry -> operations.add(of(view, child, entry)));
                }
            }
        }
        return operations;
    }

    /**
     * True for a runtime at work, whoever started it, and for a stage of it ("runc:[2:INIT]") that was left behind when its
     * parent was killed: it is a child of a shim or of conmon, but not a container's program.
     */
    static boolean isAtWork(NodeView view, ProcessTable.Entry process) {
        return process.comm().startsWith("runc:[") || isRuntime(view, process);
    }

    /** True for a runtime. A program in a container that happens to have such a name has its own mount namespace. */
    private static boolean isRuntime(NodeView view, ProcessTable.Entry child) {
        return RUNTIMES.contains(child.comm()) && !child.isGone() && view.mayShareMounts(child.parent(), child.pid());
    }

    private static Operation of(NodeView view, ProcessTable.Entry process, ProcessTable.Entry parent) {
        var children = view.childrenOf(process.pid()).stream()
                .filter(child -> !child.isGone())
                .toList();
        var inits =
                children.stream().filter(child -> isInit(view, process, child)).toList();
        return new Operation(
                process, parent, inits, inits.isEmpty() && !children.isEmpty(), container(view, process.pid()));
    }

    /**
     * runc names its stages "runc:[0:PARENT]", "runc:[1:CHILD]", "runc:[2:INIT]" (libcontainer/nsenter/nsexec.c). Before that
     * it has the name of what was executed, runc itself or a copy of it, and is still in the mount namespace of its runc.
     */
    private static boolean isInit(NodeView view, ProcessTable.Entry runtime, ProcessTable.Entry child) {
        return child.comm().startsWith("runc:[")
                || child.comm().equals(runtime.comm())
                || isCopy(child) && view.shareMounts(runtime.pid(), child.pid());
    }

    /**
     * True when it was executed from a sealed copy of the runtime (libcontainer/dmz, cloned_binary.c: the comm is
     * "memfd:runc_clon"), or as /proc/self/exe.
     */
    private static boolean isCopy(ProcessTable.Entry child) {
        return child.comm().startsWith("memfd:") || child.comm().equals("exe");
    }

    /** Children that only their namespaces can tell apart. */
    static List<ProcessTable.Entry> copies(NodeView view, Operation operation) {
        return view.childrenOf(operation.process().pid()).stream()
                .filter(Operation::isCopy)
                .toList();
    }

    /** The folder of the container that it works on, in which its shim starts it; empty when unknown. */
    String bundle(NodeView view) {
        return folder(view, process.pid());
    }

    private static String folder(NodeView view, int pid) {
        return view.evidence()
                .seen(Descriptors.TYPE, pid)
                .map(Descriptors::workingDirectory)
                .orElse("");
    }

    private static String container(NodeView view, int pid) {
        var folder = folder(view, pid);
        var name = folder.substring(folder.lastIndexOf('/') + 1);
        return name.length() > 12 && name.chars().allMatch(c -> Character.digit(c, 16) >= 0)
                ? name.substring(0, 12)
                : name;
    }
}
