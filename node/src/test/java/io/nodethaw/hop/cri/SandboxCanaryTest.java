package io.nodethaw.hop.cri;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.grpc.stub.ServerCalls;
import io.nodethaw.collect.Connector;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.wire.grpc.GrpcServer;
import io.nodethaw.collect.wire.protobuf.ProtobufException;
import io.nodethaw.collect.wire.protobuf.ProtobufReader;
import io.nodethaw.collect.wire.protobuf.ProtobufWriter;
import io.nodethaw.remedy.Trial;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SandboxCanaryTest {
    private final List<GrpcServer> servers = new ArrayList<>();

    /** The runtime's pod sandboxes, as ListPodSandbox lists them. */
    private final List<ProtobufWriter> pods = new CopyOnWriteArrayList<>();

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private boolean runs = true;

    @AfterEach
    void close() {
        servers.forEach(GrpcServer::close);
    }

    @Test
    void startsAndRemovesASandbox() throws IOException {
        pods.add(pod("web", metadata("web-0", "shop")));
        assertThat(start(5000, runtime("runtime.v1")))
                .startsWith("pod sandbox nodethaw-canary-")
                .contains("(pause:3) started and removed");
        assertThat(asked).containsExactly("run", "stop ours", "remove ours");
    }

    @Test
    void speaksTheOlderApiToo() throws IOException {
        assertThat(start(5000, runtime("runtime.v1alpha2"))).contains("started and removed");
    }

    /** dockerd's containerd, or Docker's package of it: disabled_plugins = ["cri"]. */
    @Test
    void containerdWithoutCriIsNoFailure() throws IOException {
        var docker = serve(Map.of());
        assertThatThrownBy(() -> start(5000, docker))
                .isInstanceOf(NotAskedException.class)
                .hasMessage("no CRI runtime on this node");
        assertThat(start(5000, docker, runtime("runtime.v1"))).contains("started and removed");
    }

    @Test
    void withoutASocketThereIsNoRuntime() {
        assertThatThrownBy(() -> start(5000)).isInstanceOf(NotAskedException.class);
    }

    @Test
    void sandboxThatDidNotStartInTimeIsRemoved() throws IOException {
        runs = false;
        var runtime = runtime("runtime.v1");
        assertThatThrownBy(() -> start(5000, runtime)).hasMessage("DEADLINE_EXCEEDED");
        assertThat(asked).containsExactly("run", "stop ours", "remove ours");
    }

    private Connector runtime(String api) throws IOException {
        var config = new ProtobufWriter().string(1, "config").string(2, "{\"sandboxImage\": \"pause:3\"}");
        var methods = new HashMap<String, ServerCalls.UnaryMethod<byte[], byte[]>>();
        methods.put("RuntimeService/Status", answer(_ -> new ProtobufWriter().message(2, config)));
        methods.put("ImageService/ImageStatus", answer(_ -> new ProtobufWriter().message(1, new ProtobufWriter())));
        methods.put("RuntimeService/RunPodSandbox", (request, reply) -> {
            asked.add("run");
            pods.add(pod("ours", messageIn(messageIn(request))));
            if (runs) {
                reply.onNext(new ProtobufWriter().string(1, "ours").toBytes());
                reply.onCompleted();
            } else {
                reply.onError(Status.DEADLINE_EXCEEDED.asRuntimeException());
            }
        });
        methods.put("RuntimeService/ListPodSandbox", answer(_ -> {
            var list = new ProtobufWriter();
            pods.forEach(pod -> list.message(1, pod));
            return list;
        }));
        methods.put("RuntimeService/StopPodSandbox", noting("stop"));
        methods.put("RuntimeService/RemovePodSandbox", noting("remove"));
        var named = new HashMap<String, ServerCalls.UnaryMethod<byte[], byte[]>>();
        methods.forEach((name, method) -> named.put(api + "." + name, method));
        return serve(named);
    }

    private ServerCalls.UnaryMethod<byte[], byte[]> noting(String verb) {
        return answer(request -> {
            asked.add(verb + " " + new String(messageIn(request), UTF_8));
            return new ProtobufWriter();
        });
    }

    private static ServerCalls.UnaryMethod<byte[], byte[]> answer(Function<byte[], ProtobufWriter> method) {
        return (request, reply) -> {
            reply.onNext(method.apply(request).toBytes());
            reply.onCompleted();
        };
    }

    /** Field 1 of a message. */
    private static byte[] messageIn(byte[] message) {
        try {
            var reader = ProtobufReader.of(message);
            while (reader.next()) {
                if (reader.field() == 1) {
                    return reader.bytes();
                }
            }
            throw new AssertionError("no field 1");
        } catch (ProtobufException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] metadata(String name, String namespace) {
        return new ProtobufWriter().string(1, name).string(3, namespace).toBytes();
    }

    private static ProtobufWriter pod(String id, byte[] metadata) {
        return new ProtobufWriter().string(1, id).bytes(2, metadata);
    }

    private Connector serve(Map<String, ServerCalls.UnaryMethod<byte[], byte[]>> methods) throws IOException {
        var server = GrpcServer.of(methods);
        servers.add(server);
        return server.connector();
    }

    private static String start(long millis, Connector... runtimes) throws IOException {
        return SandboxCanary.start(List.of(runtimes), Trial.name(), Deadline.in(Duration.ofMillis(millis)));
    }
}
