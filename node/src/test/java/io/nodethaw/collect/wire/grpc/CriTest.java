package io.nodethaw.collect.wire.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.wire.protobuf.ProtobufException;
import io.nodethaw.collect.wire.protobuf.ProtobufWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CriTest {

    @Test
    void asksForTheVersion() throws Exception {
        var reply = new ProtobufWriter()
                .string(1, "0.1.0")
                .string(2, "containerd")
                .string(3, "1.6.20")
                .string(4, "v1");
        try (var server = server("runtime.v1", "Version", reply);
                var connection = open(server)) {
            assertThat(new Cri(connection).version(limit()))
                    .isEqualTo(new Cri.Version("containerd", "1.6.20", "v1", "runtime.v1"));
        }
    }

    @Test
    void fallsBackToTheOlderApi() throws Exception {
        var reply = new ProtobufWriter().string(2, "docker");
        try (var server = server("runtime.v1alpha2", "Version", reply);
                var connection = open(server)) {
            assertThat(new Cri(connection).version(limit()))
                    .isEqualTo(new Cri.Version("docker", "", "", "runtime.v1alpha2"));
        }
    }

    @Test
    void aServerWithoutCriSaysSo() throws Exception {
        try (var server = server("some.Other", "Version", new ProtobufWriter());
                var connection = open(server)) {
            assertThatThrownBy(() -> new Cri(connection).version(limit()))
                    .isInstanceOfSatisfying(
                            GrpcStatusException.class,
                            e -> assertThat(e.isUnimplemented()).isTrue());
        }
    }

    @Test
    void anErrorOfTheRuntimeIsNoReasonToTryTheOlderApi() throws Exception {
        try (var server = GrpcServer.of(
                        "runtime.v1.RuntimeService",
                        "Version",
                        (_, reply) -> reply.onError(Status.UNAVAILABLE.asRuntimeException()));
                var connection = open(server)) {
            assertThatThrownBy(() -> new Cri(connection).version(limit())).hasMessage("UNAVAILABLE");
        }
    }

    @Test
    void listsContainersAndIgnoresUnknownFields() throws Exception {
        var label = new ProtobufWriter().string(1, "io.kubernetes.pod.name").string(2, "web-0");
        var container = new ProtobufWriter()
                .string(1, "c0ffee")
                .string(2, "5a5a")
                .message(3, new ProtobufWriter().string(1, "web").varint(2, 4))
                .varint(6, 1)
                .varint(7, 1700000000000000000L)
                .message(8, label)
                .string(99, "from the future");
        var created = new ProtobufWriter().string(1, "beef");
        var odd = new ProtobufWriter().string(1, "dead").varint(6, 77);
        var reply = new ProtobufWriter()
                .message(1, container)
                .message(1, created)
                .message(1, odd)
                .varint(7, 1);
        try (var server = server("runtime.v1", "ListContainers", reply);
                var connection = open(server)) {
            assertThat(new Cri(connection).containers(limit()))
                    .containsExactly(
                            new Cri.Container(
                                    "c0ffee",
                                    "5a5a",
                                    "web",
                                    Cri.ContainerState.RUNNING,
                                    Map.of("io.kubernetes.pod.name", "web-0")),
                            new Cri.Container("beef", "", "", Cri.ContainerState.CREATED, Map.of()),
                            new Cri.Container("dead", "", "", Cri.ContainerState.UNKNOWN, Map.of()));
        }
    }

    @Test
    void listsTenThousandContainers() throws Exception {
        var reply = new ProtobufWriter();
        for (int i = 0; i < 10_000; i++) {
            reply.message(
                    1, new ProtobufWriter().string(1, "%064x".formatted(i)).varint(6, 1));
        }
        try (var server = server("runtime.v1", "ListContainers", reply);
                var connection = open(server)) {
            assertThat(new Cri(connection).containers(limit())).hasSize(10_000);
        }
    }

    @Test
    void listsSandboxes() throws Exception {
        var metadata = new ProtobufWriter().string(1, "web-0").string(2, "uid").string(3, "shop");
        var reply = new ProtobufWriter()
                .message(1, new ProtobufWriter().string(1, "5a5a").message(2, metadata))
                .message(1, new ProtobufWriter().string(1, "6b6b").varint(3, 1).varint(4, 7_000_000_000L));
        try (var server = server("runtime.v1", "ListPodSandbox", reply);
                var connection = open(server)) {
            assertThat(new Cri(connection).sandboxes(limit()))
                    .containsExactly(
                            new Cri.PodSandbox("5a5a", "web-0", "shop", true, Optional.empty()),
                            new Cri.PodSandbox("6b6b", "", "", false, Optional.of(Instant.ofEpochSecond(7))));
        }
    }

    @Test
    void aMalformedReplyIsNamed() throws Exception {
        var reply = new ProtobufWriter().varint(1, 5);
        try (var server = server("runtime.v1", "ListContainers", reply);
                var connection = open(server)) {
            assertThatThrownBy(() -> new Cri(connection).containers(limit())).isInstanceOf(ProtobufException.class);
        }
    }

    @Test
    void asksContainerdItself() throws Exception {
        var reply = new ProtobufWriter().string(1, "1.6.20~ds1").string(2, "1.6.20~ds1-1+b1");
        try (var server = GrpcServer.of(
                        "containerd.services.version.v1.Version", "Version", (_, answer) -> answer(answer, reply));
                var connection = open(server)) {
            assertThat(ContainerdVersion.ask(connection, limit()))
                    .isEqualTo(new ContainerdVersion("1.6.20~ds1", "1.6.20~ds1-1+b1"));
        }
    }

    private static GrpcServer server(String api, String method, ProtobufWriter reply) throws Exception {
        return GrpcServer.of(api + ".RuntimeService", method, (_, answer) -> answer(answer, reply));
    }

    private static void answer(io.grpc.stub.StreamObserver<byte[]> answer, ProtobufWriter reply) {
        answer.onNext(reply.toBytes());
        answer.onCompleted();
    }

    private static GrpcConnection open(GrpcServer server) throws Exception {
        return GrpcConnection.open(server.connector(), "localhost", limit());
    }

    private static Deadline limit() {
        return Deadline.in(Duration.ofSeconds(10));
    }
}
