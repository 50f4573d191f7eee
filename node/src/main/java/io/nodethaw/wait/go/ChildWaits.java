package io.nodethaw.wait.go;

import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.wait.NodeView;
import java.util.List;
import java.util.Optional;

/** Goroutines that wait for a child process. The system call looks the same for every child; the stack tells which one it is. */
public final class ChildWaits {
    private ChildWaits() {}

    /** The goroutine of the parent that waits for this child. */
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
     * The child that a goroutine waits for. It shares the parent's mount namespace, as programs in containers do not. Where
     * there are several, it is the one that works in the folder of the container that is named on the goroutine's stack.
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
