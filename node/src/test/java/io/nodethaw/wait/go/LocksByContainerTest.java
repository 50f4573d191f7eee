package io.nodethaw.wait.go;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutine.Frame;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.Origin;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Sample;
import io.nodethaw.wait.NodeView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who is at work on another container is not named, also where only the caller's stack says which one it is. */
class LocksByContainerTest {
    private static final String ONE = "1".repeat(64);
    private static final String OTHER = "2".repeat(64);

    private static Frame frame(String function, String arguments, String... strings) {
        return new Frame(function, arguments, "/src/a.go", 1, 1, false, List.of(strings));
    }

    private static Goroutine goroutine(long id, String state, Frame... frames) {
        return new Goroutine(id, state, 5, false, List.of(frames), Optional.empty(), Optional.empty(), List.of());
    }

    private static Goroutine caller(String... container) {
        return goroutine(
                7,
                "select",
                frame("google.golang.org/grpc.invoke", "0x1"),
                frame("google.golang.org/grpc.(*ClientConn).Invoke", "0x1", container),
                frame("github.com/containerd/containerd/api/services/tasks/v1.(*tasksClient).Delete", "0x1"));
    }

    /** It serves the caller's Delete, and waits for a lock. */
    private static Goroutine waiter() {
        return goroutine(
                70,
                "semacquire",
                frame("sync.runtime_SemacquireMutex", "0x0?"),
                frame("sync.(*Mutex).lockSlow", "0xc000010028"),
                frame("sync.(*Mutex).Lock", "..."),
                frame("github.com/containerd/containerd/services/tasks.(*local).Delete", "0xc000010000"),
                frame("google.golang.org/grpc.(*Server).handleStream", "0x1"));
    }

    private static Goroutine works(long id, String container) {
        return goroutine(id, "syscall", frame("tasks.(*local).event", "0xc000010000", container));
    }

    private static List<Long> holders(Goroutine caller, Goroutine... served) {
        var evidence = new Evidence.Builder(Instant.EPOCH);
        var processes = new ArrayList<ProcessTable.Entry>();
        int docker = put(evidence, processes, "docker.txt", caller);
        int containerd = put(evidence, processes, "containerd.txt", served);
        assertThat(docker).isNotEqualTo(containerd);
        var view = new NodeView(evidence.seen(ProcessTable.TYPE, "", new ProcessTable(processes))
                .build());
        var locks = LocksByContainer.narrow(view, containerd, GoroutineLocks.of(List.of(served)));
        return locks.locks().getFirst().holders().stream()
                .map(GoroutineLock.Holder::goroutine)
                .toList();
    }

    private static int put(
            Evidence.Builder evidence, List<ProcessTable.Entry> processes, String name, Goroutine... goroutines) {
        int pid = ProcessTable.withoutPid(processes.size());
        processes.add(new ProcessTable.Entry(pid, 0, name, ProcessTable.Entry.UNTOLD));
        var read = new Reading.Seen<>(new Goroutines(pid, "", "file", List.of(goroutines)));
        evidence.put(Goroutines.TYPE, Integer.toString(pid), new Sample<>(read, new Origin.InFile(name, 1)));
        return pid;
    }

    @Test
    void whoServesTheSameContainerIsLeft() {
        var both = new Goroutine[] {waiter(), works(71, ONE), works(72, OTHER)};
        assertThat(holders(caller(OTHER), both)).containsExactly(72L);
        assertThat(holders(caller(ONE), both)).containsExactly(71L);
    }

    @Test
    void allAreLeftWhereTheContainerIsNotKnown() {
        assertThat(holders(caller(), waiter(), works(71, ONE), works(72, OTHER)))
                .containsExactly(71L, 72L);
        assertThat(holders(
                        caller(ONE),
                        waiter(),
                        goroutine(71, "syscall", frame("a.b", "0xc000010000")),
                        works(72, OTHER)))
                .containsExactly(71L);
    }
}
