package io.nodethaw.hop.cri;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.grpc.stub.ServerCalls;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.wire.grpc.GrpcServer;
import io.nodethaw.collect.wire.protobuf.ProtobufWriter;
import io.nodethaw.evidence.Containers;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CriProbeTest {
    private static final String PATH = "/run/crio/crio.sock";

    private final Map<String, ServerCalls.UnaryMethod<byte[], byte[]>> methods = new HashMap<>();

    /** Puts a question to the runtime. */
    @FunctionalInterface
    private interface Question<T> {
        T put(CriProbe probe, Deadline deadline) throws IOException;
    }

    private <T> T asked(Question<T> question) throws IOException {
        try (var server = GrpcServer.of(Map.copyOf(methods))) {
            return question.put(new CriProbe(_ -> server.connector()), Deadline.in(Duration.ofSeconds(5)));
        }
    }

    private void answers(String method, byte[] reply) {
        methods.put("runtime.v1.RuntimeService/" + method, (_, stream) -> {
            stream.onNext(reply);
            stream.onCompleted();
        });
    }

    private CriAnswer version() throws IOException {
        return asked((probe, deadline) -> probe.ofVersion(PATH).ask().ask(deadline));
    }

    private List<Containers.Container> containers() throws IOException {
        return asked((probe, deadline) ->
                        probe.ofContainers(PATH, "cri " + PATH).ask().ask(deadline))
                .containers();
    }

    @Test
    void versionIsThatOfTheRuntime() throws IOException {
        answers(
                "Version",
                new ProtobufWriter()
                        .string(2, "cri-o")
                        .string(3, "1.28.4")
                        .string(4, "v1")
                        .toBytes());
        assertThat(version()).isEqualTo(new CriAnswer("cri-o", "1.28.4", "runtime.v1"));
    }

    /** The containerd that dockerd starts for itself. */
    @Test
    void whereThereIsNoCriThereIsNobodyToAsk() {
        assertThatThrownBy(this::version).isInstanceOf(NotAskedException.class).hasMessage("no CRI at " + PATH);
    }

    @Test
    void errorOfTheRuntimeIsNotThat() {
        methods.put(
                "runtime.v1.RuntimeService/Version",
                (_, stream) -> stream.onError(Status.UNAVAILABLE.asRuntimeException()));
        assertThatThrownBy(this::version).isInstanceOf(IOException.class).isNotInstanceOf(NotAskedException.class);
    }

    private static ProtobufWriter pod(String id, String name) {
        return new ProtobufWriter()
                .string(1, id)
                .message(2, new ProtobufWriter().string(1, name).string(3, "shop"));
    }

    private static ProtobufWriter container(String id, String pod, String name) {
        return new ProtobufWriter().string(1, id).string(2, pod).message(3, new ProtobufWriter().string(1, name));
    }

    private static byte[] list(ProtobufWriter... entries) {
        var list = new ProtobufWriter();
        Arrays.asList(entries).forEach(entry -> list.message(1, entry));
        return list.toBytes();
    }

    @Test
    void containersAreCalledAfterTheirPods() throws IOException {
        answers("ListPodSandbox", list(pod("p1", "web-0")));
        answers("ListContainers", list(container("c1", "p1", "nginx"), container("c2", "gone", "old")));
        assertThat(containers())
                .containsExactly(
                        new Containers.Container("p1", "shop/web-0"),
                        new Containers.Container("c1", "shop/web-0/nginx"),
                        new Containers.Container("c2", "gone/old"));
    }

    @Test
    void listThatIsCutNamesNothing() {
        var whole = list(pod("p1", "web-0"));
        answers("ListPodSandbox", Arrays.copyOf(whole, whole.length - 2));
        answers("ListContainers", list());
        assertThatThrownBy(this::containers).isInstanceOf(IOException.class);
    }
}
