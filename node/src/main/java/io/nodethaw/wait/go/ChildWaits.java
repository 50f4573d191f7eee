package io.nodethaw.wait.go;

import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.wait.NodeView;
import java.util.List;
import java.util.Optional;

/** Goroutines that wait for a child process. The thread that waits does so for all children alike; the stack tells for whom. */
public final class ChildWaits {
    private ChildWaits() {}

    /** The goroutine of the parent that waits for this child of it. */
    public static Optional<Goroutine> waiter(NodeView view, ProcessTable.Entry child) {
        return view
                .evidence()
                .seen(Goroutines.TYPE, child.parent())
                .map(Goroutines::goroutines)
                .orElse(List.of())
                .stream()
                .filter(goroutine -> child(view, child.parent(), goroutine)
                        .filter(entry -> entry.pid() == child.pid())
                        .isPresent())
                .findFirst();
    }

    /**
     * The child a goroutine waits for: among the parent's own mounts, since containers' programs have theirs; the one that
     * works in the folder of the container on the goroutine's stack where there are several.
     */
    static Optional<ProcessTable.Entry> child(NodeView view, int pid, Goroutine goroutine) {
        if (!KnownFrames.waitsForChild(goroutine)) {
            return Optional.empty();
        }
        var children = view.childrenOf(pid).stream()
                .filter(child -> !child.isGone() && view.shareMounts(pid, child.pid()))
                .toList();
        if (children.size() == 1) {
            return Optional.of(children.getFirst());
        }
        return KnownFrames.container(goroutine)
                .flatMap(id -> children.stream()
                        .filter(child -> folder(view, child.pid()).endsWith("/" + id))
                        .findFirst());
    }

    private static String folder(NodeView view, int pid) {
        return view.evidence()
                .seen(Descriptors.TYPE, pid)
                .map(Descriptors::workingDirectory)
                .orElse("");
    }
}
