package io.nodethaw.wait.go;

import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.wait.NodeView;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Shims in a list of processes that have a runtime at work: whoever asks a shim for something that takes a runtime waits for one of them.
 * Runtimes live for a moment, except for one that hangs.
 */
public final class ListedShims {
    /** Its program, as the kernel cuts it (containerd cmd/containerd-shim-runc-v2). */
    private static final String SHIM = "containerd-shim";

    private static final String RUNTIME = "runc";

    /** Methods of a shim that run a runtime (containerd api/runtime/task, shim.proto). */
    private static final Set<String> BY_RUNTIME =
            Set.of("Create", "Start", "Delete", "Kill", "Exec", "Pause", "Resume", "Update", "Checkpoint");

    private final NodeView view;

    ListedShims(NodeView view) {
        this.view = view;
    }

    /** Those that may serve so many calls of this method; empty where there are more of them than calls, which tells nothing. */
    List<ProcessTable.Entry> serving(String method, int calls) {
        var shims = BY_RUNTIME.contains(method) ? shims(view).toList() : List.<ProcessTable.Entry>of();
        return shims.size() <= calls ? shims : List.of();
    }

    private static Stream<ProcessTable.Entry> shims(NodeView view) {
        return view.processes().stream()
                .filter(process -> process.comm().startsWith(SHIM)
                        && process.hasPid()
                        && !Dumped.all(view).contains(process.pid())
                        && runtimes(view, process.pid()).findAny().isPresent());
    }

    /** The runtimes of a shim that have not ended. */
    static Stream<ProcessTable.Entry> runtimes(NodeView view, int shim) {
        return view.childrenOf(shim).stream()
                .filter(child -> !child.isGone() && child.comm().equals(RUNTIME));
    }

    /** Those shims and their runtimes, where a dump shows somebody who calls them. */
    public static Stream<Integer> all(NodeView view) {
        return Dumped.all(view).isEmpty()
                ? Stream.of()
                : shims(view)
                        .flatMap(shim -> Stream.concat(Stream.of(shim), runtimes(view, shim.pid())))
                        .map(ProcessTable.Entry::pid);
    }
}
