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
import io.nodethaw.evidence.CanarySteps;
import io.nodethaw.remedy.Canary;
import io.nodethaw.remedy.Trial;
import io.nodethaw.remedy.TrialName;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SandboxCanaryTest {
    private final List<GrpcServer> servers = new ArrayList<>();

    /** The runtime's pod sandboxes, as ListPodSandbox lists them. */
    private final List<ProtobufWriter> pods = new CopyOnWriteArrayList<>();

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> parents = new CopyOnWriteArrayList<>();
    private final List<ProtobufWriter> images = new ArrayList<>();
    private String config = "{\"sandboxImage\": \"pause:3\"}";
    private Optional<ProtobufWriter> driver = Optional.empty();
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
                .contains("(pause:3) and a container in it started and removed");
        assertThat(asked).containsExactly("run", "create", "start c1", "stop ours", "remove ours");
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

    @Test
    void whatIsLeftIsListedAndPodsOfOthersAreNot() throws IOException {
        pods.add(pod("web", metadata("web-0", "shop")));
        pods.add(pod("ours", metadata("nodethaw-canary-1-a", "nodethaw-canary")).varint(4, 1_700_000_000_000_000_000L));
        pods.add(pod("old?", metadata("nodethaw-canary-1-b", "nodethaw-canary")));
        assertThat(SandboxCanary.left(List.of(runtime("runtime.v1")), Deadline.in(Duration.ofSeconds(5))))
                .containsExactly(new Canary.Left("nodethaw-canary-1-a", Instant.ofEpochSecond(1_700_000_000)));
    }

    @Test
    void stepThatFailedIsNamedWithTheWordsOfTheRuntime() throws IOException {
        runs = false;
        var trial = new Trial(TrialName.make(), Deadline.in(Duration.ofSeconds(5)));
        var runtime = runtime("runtime.v1");
        assertThatThrownBy(() -> SandboxCanary.start(List.of(runtime), trial)).isInstanceOf(IOException.class);
        assertThat(trial.steps().refused()).isPresent().get().satisfies(step -> {
            assertThat(step.name()).isEqualTo("RunPodSandbox");
            assertThat(step.words()).isEqualTo("DEADLINE_EXCEEDED");
        });
        assertThat(trial.steps().steps())
                .extracting(CanarySteps.Step::name)
                .containsExactly(
                        "connection",
                        "Status",
                        "ImageStatus",
                        "RuntimeConfig",
                        "RunPodSandbox",
                        "connection",
                        "ListPodSandbox",
                        "StopPodSandbox",
                        "RemovePodSandbox");
    }

    /** The runtime's configuration of containerd 2.0 and later has no image: it is the image service's now. */
    @Test
    void takesThePinnedImageWhereTheRuntimeTellsNone() throws IOException {
        config = "{\"containerd\": {}}";
        images.add(image("app:7", 0));
        images.add(image("pause:3.10", 1));
        assertThat(start(5000, runtime("runtime.v1"))).contains("(pause:3.10) and a container in it started");
    }

    @Test
    void startsNothingWhereTheImageIsNotKnown() throws IOException {
        config = "{}";
        var runtime = runtime("runtime.v1");
        assertThatThrownBy(() -> start(5000, runtime)).isInstanceOf(NotAskedException.class);
        images.add(image("pause:3.10", 1));
        images.add(image("app:7", 1));
        assertThatThrownBy(() -> start(5000, runtime)).isInstanceOf(NotAskedException.class);
        assertThat(asked).isEmpty();
    }

    /** CRI-O refuses a slice when it makes cgroups itself, and anything else when systemd makes them. */
    @Test
    void putsTheSandboxWhereTheDriverCanMakeItsCgroup() throws IOException {
        var cgroupfs = new ProtobufWriter().varint(1, 1);
        driver = Optional.of(new ProtobufWriter().message(1, cgroupfs));
        start(5000, runtime("runtime.v1"));
        driver = Optional.of(new ProtobufWriter().message(1, new ProtobufWriter()));
        start(5000, runtime("runtime.v1"));
        driver = Optional.empty();
        start(5000, runtime("runtime.v1"));
        config = "{\"sandboxImage\": \"pause:3\", \"options\": {\"SystemdCgroup\": false}}";
        start(5000, runtime("runtime.v1"));
        assertThat(parents).containsExactly("/nodethaw-canary", "/system.slice", "/system.slice", "/nodethaw-canary");
    }

    private static ProtobufWriter image(String tag, int pinned) {
        return new ProtobufWriter().string(1, "sha256:1").string(2, tag).varint(8, pinned);
    }

    private Connector runtime(String api) throws IOException {
        var told = new ProtobufWriter().string(1, "config").string(2, config);
        var methods = new HashMap<String, ServerCalls.UnaryMethod<byte[], byte[]>>();
        methods.put("RuntimeService/Status", answer(_ -> new ProtobufWriter().message(2, told)));
        driver.ifPresent(reply -> methods.put("RuntimeService/RuntimeConfig", answer(_ -> reply)));
        methods.put("ImageService/ListImages", answer(_ -> {
            var list = new ProtobufWriter();
            images.forEach(image -> list.message(1, image));
            return list;
        }));
        methods.put("ImageService/ImageStatus", answer(_ -> new ProtobufWriter().message(1, new ProtobufWriter())));
        methods.put("RuntimeService/RunPodSandbox", (request, reply) -> {
            asked.add("run");
            parents.add(new String(messageIn(message(messageIn(request), 8)), UTF_8));
            pods.add(pod("ours", messageIn(messageIn(request))));
            if (runs) {
                reply.onNext(new ProtobufWriter().string(1, "ours").toBytes());
                reply.onCompleted();
            } else {
                reply.onError(Status.DEADLINE_EXCEEDED.asRuntimeException());
            }
        });
        methods.put("RuntimeService/CreateContainer", answer(_ -> {
            asked.add("create");
            return new ProtobufWriter().string(1, "c1");
        }));
        methods.put("RuntimeService/StartContainer", noting("start"));
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
        return message(message, 1);
    }

    private static byte[] message(byte[] message, int field) {
        try {
            var reader = ProtobufReader.of(message);
            while (reader.next()) {
                if (reader.field() == field) {
                    return reader.bytes();
                }
            }
            throw new AssertionError("no field " + field);
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
        return SandboxCanary.start(
                List.of(runtimes), new Trial(TrialName.make(), Deadline.in(Duration.ofMillis(millis))));
    }
}
