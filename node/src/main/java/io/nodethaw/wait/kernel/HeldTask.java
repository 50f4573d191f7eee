package io.nodethaw.wait.kernel;

import io.nodethaw.evidence.KernelPlace;
import io.nodethaw.evidence.KernelStack;
import io.nodethaw.evidence.KernelWaits;
import io.nodethaw.evidence.KernelWords;
import io.nodethaw.evidence.Logged;
import io.nodethaw.evidence.Tasks;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A thread in the kernel, with what its stack tells of what it waits for.
 *
 * @param pid of its process
 * @param place what it waits for
 * @param reported for how long at least it has not run, as the kernel itself has reported; empty where it has not
 */
public record HeldTask(int pid, int tid, KernelPlace place, Optional<Duration> reported) {
    /** Of each thread of a process that the kernel holds. */
    public static List<HeldTask> of(NodeView view, int pid) {
        return view.evidence().seen(KernelWaits.TYPE, pid).map(KernelWaits::held).orElse(List.of()).stream()
                .map(held -> new HeldTask(pid, held.tid(), place(view, pid, held.tid(), held.wchan()), held.reported()))
                .toList();
    }

    private static KernelPlace place(NodeView view, int pid, int tid, String wchan) {
        var functions = view.evidence()
                .seen(KernelStack.TYPE, KernelStack.key(pid, tid).instance())
                .map(KernelStack::functions)
                .orElse(List.of());
        return KernelPlace.of(functions.isEmpty() && !wchan.isEmpty() ? List.of(wchan) : functions);
    }

    /**
     * What a thread waits at, as a name: a lock of the kernel where its stack tells which, the only file server that the kernel has
     * no answer from where it waits for one, else the function that it sleeps in.
     */
    static String place(NodeView view, int pid, Tasks.Task task) {
        var place = place(view, pid, task.tid(), task.wchan());
        return place.lock()
                .or(() -> place.kind() == KernelPlace.Kind.SERVER ? silentServer(view) : Optional.empty())
                .orElse(task.wchan().isEmpty() ? "the kernel" : task.wchan());
    }

    /** Who has the lock that a thread waits for, where the kernel has said so. */
    static Optional<Vertex.Process> owner(NodeView view, int pid, int tid) {
        return view.evidence().seen(KernelWaits.TYPE, pid).map(KernelWaits::held).orElse(List.of()).stream()
                .filter(held -> held.tid() == tid)
                .flatMap(held -> held.owner().stream())
                .filter(owner -> owner != pid)
                .flatMap(owner -> view.vertex(owner).stream())
                .findFirst()
                .or(() -> HungReports.owner(view, pid, tid));
    }

    /** The only file server of which the kernel says that it does not answer. */
    public static Optional<String> silentServer(NodeView view) {
        var live = KernelWords.standing(view.evidence()).stream()
                .filter(word -> word.sign() == Logged.Sign.SERVER_SILENT)
                .map(KernelWords.Word::about);
        var servers = Stream.concat(
                        Logged.all(view.evidence(), Logged.Sign.SERVER_SILENT).map(Logged::about), live)
                .distinct()
                .toList();
        return servers.size() == 1 ? Optional.of("file server " + servers.getFirst()) : Optional.empty();
    }
}
