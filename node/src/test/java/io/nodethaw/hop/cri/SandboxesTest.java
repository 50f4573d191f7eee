package io.nodethaw.hop.cri;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.grpc.Status;
import io.grpc.stub.ServerCalls;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.wire.grpc.Cri;
import io.nodethaw.collect.wire.grpc.GrpcConnection;
import io.nodethaw.collect.wire.grpc.GrpcServer;
import io.nodethaw.collect.wire.protobuf.ProtobufReader;
import io.nodethaw.collect.wire.protobuf.ProtobufWriter;
import io.nodethaw.evidence.CanarySteps;
import io.nodethaw.remedy.Canary;
import io.nodethaw.remedy.Trial;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class SandboxesTest {
    private static final String OURS = "nodethaw-canary-7-a1";

    private final Trial trial = new Trial(OURS, limit());
    private final Map<String, ServerCalls.UnaryMethod<byte[], byte[]>> methods = new HashMap<>();
    private final List<String> removed = new CopyOnWriteArrayList<>();

    private static Deadline limit() {
        return Deadline.in(Duration.ofSeconds(5));
    }

    /** Whatever is done with the runtime. */
    @FunctionalInterface
    private interface Asked<T> {
        T of(Cri cri) throws IOException;
    }

    private <T> T asked(Asked<T> what) throws IOException {
        try (var server = GrpcServer.of(Map.copyOf(methods));
                var connection = GrpcConnection.open(server.connector(), "localhost", limit())) {
            return what.of(new Cri(connection));
        }
    }

    private void answers(String method, byte[] reply) {
        methods.put("runtime.v1.RuntimeService/" + method, (_, stream) -> {
            stream.onNext(reply);
            stream.onCompleted();
        });
    }

    private void fails(String method, Status status) {
        methods.put("runtime.v1.RuntimeService/" + method, (_, stream) -> stream.onError(status.asRuntimeException()));
    }

    private void removes(String method) {
        methods.put("runtime.v1.RuntimeService/" + method, (request, stream) -> {
            removed.add(method + " " + id(request));
            stream.onNext(new byte[0]);
            stream.onCompleted();
        });
    }

    private static String id(byte[] request) {
        try {
            var fields = ProtobufReader.of(request);
            fields.next();
            return fields.string();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static ProtobufWriter pod(String id, String name, String namespace, long created) {
        var metadata = new ProtobufWriter().string(1, name).string(3, namespace);
        var pod = new ProtobufWriter().string(1, id).message(2, metadata);
        return created == 0 ? pod : pod.varint(4, created);
    }

    private static byte[] list(ProtobufWriter... pods) {
        var list = new ProtobufWriter();
        Arrays.asList(pods).forEach(pod -> list.message(1, pod));
        return list.toBytes();
    }

    private List<Canary.Left> left() throws IOException {
        return asked(cri -> Sandboxes.left(cri, limit()));
    }

    /** A pod of a user may have any name, and be in any other namespace. */
    @Test
    void onlyWhatIsInOurNamespaceWasOurs() throws IOException {
        answers(
                "ListPodSandbox",
                list(
                        pod("1", OURS, "nodethaw-canary", 1_700_000_000_000_000_000L),
                        pod("2", OURS, "shop", 1_700_000_000_000_000_000L),
                        pod("3", OURS, "", 1_700_000_000_000_000_000L)));
        assertThat(left()).containsExactly(new Canary.Left(OURS, Instant.ofEpochSecond(1_700_000_000)));
    }

    @Test
    void howOldASandboxIsThatDoesNotTellIsNotKnown() throws IOException {
        answers("ListPodSandbox", list(pod("1", OURS, "nodethaw-canary", 0), pod("2", OURS, "nodethaw-canary", -5)));
        assertThat(left()).isEmpty();
    }

    @Test
    void listThatIsCutNamesNothing() {
        var whole = list(pod("1", OURS, "nodethaw-canary", 1_700_000_000_000_000_000L));
        answers("ListPodSandbox", Arrays.copyOf(whole, whole.length - 3));
        assertThatThrownBy(this::left).isInstanceOf(IOException.class);
    }

    private boolean remove() throws IOException {
        return asked(cri -> new Sandboxes(cri, trial).remove());
    }

    @Test
    void onlyTheSandboxOfThisTrialIsRemoved() throws IOException {
        answers(
                "ListPodSandbox",
                list(
                        pod("other", "nodethaw-canary-9-b2", "nodethaw-canary", 1),
                        pod("users", OURS, "default", 1),
                        pod("ours", OURS, "nodethaw-canary", 1)));
        removes("StopPodSandbox");
        removes("RemovePodSandbox");
        assertThat(remove()).isTrue();
        assertThat(removed).containsExactly("StopPodSandbox ours", "RemovePodSandbox ours");
    }

    @Test
    void whereThereIsNoneNothingWasRemoved() throws IOException {
        answers("ListPodSandbox", list(pod("users", "web-0", "shop", 1)));
        assertThat(remove()).isFalse();
        assertThat(removed).isEmpty();
    }

    /** What does not stop may still be removed. */
    @Test
    void sandboxThatDoesNotStopIsRemovedAllTheSame() {
        answers("ListPodSandbox", list(pod("ours", OURS, "nodethaw-canary", 1)));
        fails("StopPodSandbox", Status.INTERNAL.withDescription("CNI failed"));
        removes("RemovePodSandbox");
        assertThatThrownBy(this::remove).hasMessageContaining("CNI failed");
        assertThat(removed).containsExactly("RemovePodSandbox ours");
    }

    @Test
    void whoeverHasNoCriIsNotAsked() {
        assertThatThrownBy(() -> asked(cri -> new Sandboxes(cri, trial).config()))
                .isInstanceOf(NotAskedException.class)
                .hasMessage("no CRI runtime on this node");
        assertThat(trial.steps().steps()).isEmpty();
    }

    private CanarySteps run(Status status) {
        fails("RunPodSandbox", status);
        assertThatThrownBy(() -> asked(cri -> {
                    var sandboxes = new Sandboxes(cri, trial);
                    sandboxes.run(new JsonObject(), "pause:3");
                    return true;
                }))
                .isInstanceOf(IOException.class);
        return trial.steps();
    }

    @Test
    void whatTheRuntimeSaysOfAFailureIsARefusal() {
        assertThat(run(Status.UNKNOWN.withDescription("runc: exit status 1")).refused())
                .isPresent()
                .get()
                .satisfies(step -> assertThat(step.words()).contains("runc: exit status 1"));
    }

    /** It was this program that asked for something wrong, or may not ask. */
    @Test
    void requestThatWasWrongIsNoFailureOfTheRuntime() {
        assertThat(run(Status.INVALID_ARGUMENT).refused()).isEmpty();
    }

    @Test
    void lackOfRightsIsNoFailureOfTheRuntime() {
        assertThat(run(Status.PERMISSION_DENIED).refused()).isEmpty();
    }
}
