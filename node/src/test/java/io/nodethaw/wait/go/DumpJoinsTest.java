package io.nodethaw.wait.go;

import static io.nodethaw.wait.GoroutineWords.frame;
import static io.nodethaw.wait.GoroutineWords.selects;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Goroutine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DumpJoinsTest {
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
        return DumpJoins.of(dumps).stream().map(DumpJoins.Join::text).toList();
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
    void ofSeveralTheAgesTell() {
        dumps.put("docker.txt", List.of(calls(7, 2, "Create"), calls(8, 41, "Create")));
        dumps.put("containerd.txt", List.of(serves(70, 41, "Create"), serves(71, 2, "Create")));
        assertThat(told())
                .containsExactly(
                        "docker.txt goroutine 8 in Create (gRPC)  inferred  containerd.txt goroutine 70 (by age, of 2)",
                        "docker.txt goroutine 7 in Create (gRPC)  inferred  containerd.txt goroutine 71 (by age, of 2)");
    }

    @Test
    void whereTheNumbersDifferNobodyIsNamed() {
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
