package io.nodethaw.wait.go;

import static io.nodethaw.wait.GoroutineWords.frame;
import static io.nodethaw.wait.GoroutineWords.selects;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.Origin;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Sample;
import io.nodethaw.wait.NodeView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallsBetweenTest {
    private final Map<String, List<Goroutine>> dumps = new LinkedHashMap<>();

    private static Goroutine calls(long id, int minutes, String method) {
        return selects(
                id,
                minutes,
                frame("google.golang.org/grpc.invoke", "0x1"),
                frame("google.golang.org/grpc.(*ClientConn).Invoke", "0x1"),
                frame("github.com/containerd/containerd/api/services/tasks/v1.(*tasksClient)." + method, "0x1"));
    }

    private static Goroutine serves(long id, int minutes, String method) {
        return selects(
                id,
                minutes,
                frame("github.com/containerd/containerd/services/tasks.(*local)." + method, "0x1"),
                frame("google.golang.org/grpc.(*Server).handleStream", "0x1"));
    }

    private List<String> told() {
        return CallsBetween.of(new NodeView(evidence())).stream()
                .map(CallsBetween.ServedCall::text)
                .toList();
    }

    private Evidence evidence() {
        var evidence = new Evidence.Builder(Instant.EPOCH);
        var processes = new ArrayList<ProcessTable.Entry>();
        dumps.forEach((name, goroutines) -> {
            int pid = ProcessTable.withoutPid(processes.size());
            processes.add(new ProcessTable.Entry(pid, 0, name, ProcessTable.Entry.UNTOLD));
            var read = new Reading.Seen<>(new Goroutines(pid, "", "file", goroutines));
            evidence.put(Goroutines.TYPE, Integer.toString(pid), new Sample<>(read, new Origin.InFile(name, 1)));
        });
        return evidence.seen(ProcessTable.TYPE, "", new ProcessTable(processes)).build();
    }

    @Test
    void oneCallIsServedByTheOneInItsMethod() {
        dumps.put("docker.txt", List.of(calls(7, 41, "Create"), calls(8, 41, "Wait")));
        dumps.put("containerd.txt", List.of(serves(70, 41, "Create"), serves(71, 41, "Wait")));
        assertThat(told())
                .containsExactly(
                        "docker.txt goroutine 7 in Create (gRPC)  inferred  containerd.txt goroutine 70 (the only one)");
    }

    @Test
    void agesTellWhichOfSeveral() {
        dumps.put("docker.txt", List.of(calls(7, 2, "Create"), calls(8, 41, "Create")));
        dumps.put("containerd.txt", List.of(serves(70, 41, "Create"), serves(71, 2, "Create")));
        assertThat(told())
                .containsExactly(
                        "docker.txt goroutine 8 in Create (gRPC)  inferred  containerd.txt goroutine 70 (by age, of 2)",
                        "docker.txt goroutine 7 in Create (gRPC)  inferred  containerd.txt goroutine 71 (by age, of 2)");
    }

    @Test
    void nobodyIsNamedWhenTheNumbersDiffer() {
        dumps.put("docker.txt", List.of(calls(7, 41, "Create")));
        dumps.put("containerd.txt", List.of(serves(70, 41, "Create"), serves(71, 2, "Create")));
        assertThat(told()).isEmpty();
    }

    @Test
    void twoDumpsThatServeTheMethodAreTooMany() {
        dumps.put("docker.txt", List.of(calls(7, 41, "Create")));
        dumps.put("one.txt", List.of(serves(70, 41, "Create")));
        dumps.put("other.txt", List.of(serves(70, 41, "Create")));
        assertThat(told()).isEmpty();
    }
}
