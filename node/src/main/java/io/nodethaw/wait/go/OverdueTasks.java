package io.nodethaw.wait.go;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.wait.NodeView;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The work of one process that has lasted longer than such work normally does, by its goroutines as they were read last: one
 * reading is enough, because each age is a lower bound. The longest comes first.
 *
 * @param served requests that it serves: others wait for the answers
 * @param called calls that it waits in
 */
public record OverdueTasks(List<Task> served, List<Task> called) {
    /**
     * From this age on such work is a stall by itself: as long as kubelet gives a runtime for a request (default of
     * runtimeRequestTimeout, pkg/kubelet/apis/config/v1beta1/defaults.go). Whoever asks without a limit waits on.
     */
    public static final Duration LIMIT = Duration.ofMinutes(2);

    private static final NodeView.Once<Integer, OverdueTasks> TASKS = new NodeView.Once<>(OverdueTasks::find);

    public OverdueTasks {
        served = List.copyOf(served);
        called = List.copyOf(called);
    }

    /**
     * One piece of work.
     *
     * @param what the request or call: "ContainerStart"
     * @param age how long it has lasted at least
     */
    public record Task(Goroutine goroutine, String what, Duration age) {}

    static OverdueTasks of(NodeView view, int pid) {
        return view.once(TASKS, pid);
    }

    private static OverdueTasks find(NodeView view, int pid) {
        return view.evidence()
                .seen(Goroutines.TYPE, pid)
                .map(read -> new OverdueTasks(
                        tasks(view, pid, PromptWork.served(view, read)),
                        tasks(view, pid, PromptWork.called(view, read))))
                .orElseGet(() -> new OverdueTasks(List.of(), List.of()));
    }

    private static List<Task> tasks(NodeView view, int pid, Stream<PromptWork.Piece> work) {
        var paths = CallPaths.of(view);
        return work.map(piece -> new Task(piece.goroutine(), piece.what(), paths.age(pid, piece.goroutine())))
                .filter(task -> CallPaths.isLate(task.age()))
                .sorted(Comparator.comparing(Task::age).reversed())
                .toList();
    }
}
