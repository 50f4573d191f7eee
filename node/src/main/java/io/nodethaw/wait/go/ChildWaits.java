package io.nodethaw.wait.go;

import io.nodethaw.evidence.DescriptorInfo;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.SystemCall;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.kernel.Acceptors;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
     * The child that a goroutine waits for. It shares the parent's mount namespace, as programs in containers do not, and is no daemon,
     * which lives as long as its parent. Where there are several, it is the one that its thread's system call names, or that works in the
     * folder of the container that is named on the goroutine's stack.
     */
    static Optional<ProcessTable.Entry> child(NodeView view, int pid, Goroutine goroutine) {
        if (!KnownFrames.waitsForChild(goroutine)) {
            return Optional.empty();
        }
        var children = view.childrenOf(pid).stream()
                .filter(child -> !child.isGone() && view.shareMounts(pid, child.pid()))
                .filter(child -> !Acceptors.isServer(view, child))
                .toList();
        if (children.size() == 1) {
            return Optional.of(children.getFirst());
        }
        return named(view, pid, goroutine)
                .flatMap(number ->
                        children.stream().filter(child -> child.pid() == number).findFirst())
                .or(() -> KnownFrames.container(goroutine)
                        .flatMap(id -> children.stream()
                                .filter(child -> folder(view, child.pid()).endsWith("/" + id))
                                .findFirst()));
    }

    /** The pid in the system call of its thread, where both processes have the same pid namespace as we do. */
    private static Optional<Integer> named(NodeView view, int pid, Goroutine goroutine) {
        return goroutine.blocked().stream()
                .flatMap(blocked ->
                        blocked instanceof Goroutine.Blocked.InCall(int tid) ? Stream.of(tid) : Stream.empty())
                .flatMap(tid -> view.evidence().seen(SystemCall.TYPE, pid + "/" + tid).stream())
                .flatMap(call -> call
                        .child()
                        .or(() -> call.fd()
                                .flatMap(fd -> view.info(new NodeView.OpenFile(pid, fd)))
                                .flatMap(DescriptorInfo::pidfd))
                        .stream())
                .findFirst();
    }

    private static String folder(NodeView view, int pid) {
        return view.evidence()
                .seen(Descriptors.TYPE, pid)
                .map(Descriptors::workingDirectory)
                .orElse("");
    }
}
