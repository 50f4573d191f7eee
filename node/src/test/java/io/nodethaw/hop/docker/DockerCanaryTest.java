package io.nodethaw.hop.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.nodethaw.collect.ChannelConnection;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.evidence.CanarySteps;
import io.nodethaw.remedy.Canary;
import io.nodethaw.remedy.NotYetException;
import io.nodethaw.remedy.RefusedStartException;
import io.nodethaw.remedy.Trial;
import io.nodethaw.remedy.TrialName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DockerCanaryTest {
    private static final String IMAGES = "[{\"RepoTags\": null}, {\"RepoTags\": [\"k8s.gcr.io/pause:3.2\"]}]";

    /** "POST create", "POST start", "DELETE". */
    private final List<String> asked = new CopyOnWriteArrayList<>();

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer dockerd;
    private String images = IMAGES;
    private String silentAt = "";
    private String refusedAt = "";
    private String words = "{}";
    private int deleted = 204;
    private int refusal = 500;

    @BeforeEach
    void serve() throws IOException {
        dockerd = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        dockerd.setExecutor(threads);
        dockerd.createContext("/images/json", exchange -> answer(exchange, 200, images));
        dockerd.createContext("/containers/", this::container);
        dockerd.start();
    }

    @AfterEach
    void close() {
        dockerd.stop(0);
        threads.shutdownNow();
    }

    private void container(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var step = exchange.getRequestMethod().equals("DELETE")
                ? "DELETE"
                : "POST " + path.substring(path.lastIndexOf('/') + 1);
        asked.add(step);
        if (!step.equals(silentAt)) {
            answer(exchange, step.equals("DELETE") ? deleted : step.equals(refusedAt) ? refusal : 201, words);
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        exchange.getRequestBody().readAllBytes();
        var bytes = status == 204 ? new byte[0] : body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Test
    void startsAndRemovesAContainer() throws IOException {
        assertThat(start(5000)).startsWith("container nodethaw-canary-").contains("(k8s.gcr.io/pause:3.2) started");
        assertThat(asked).containsExactly("POST create", "POST start", "DELETE");
    }

    @Test
    void withoutPauseImageNothingIsTried() {
        images = "[{\"RepoTags\": [\"busybox:1\"]}]";
        assertThatThrownBy(() -> start(5000)).isInstanceOf(NotAskedException.class);
        assertThat(asked).isEmpty();
    }

    @Test
    void containerThatDidNotStartIsRemoved() {
        refusedAt = "POST start";
        assertThatThrownBy(() -> start(5000)).hasMessageEndingWith("/start: 500 {}");
        assertThat(asked).endsWith("DELETE");
    }

    @Test
    void stepThatFailedIsNamedWithTheWordsOfDockerd() {
        refusedAt = "POST start";
        words = "{\"message\":\"runc exited: 1\"}";
        var trial = new Trial(TrialName.make(), Deadline.in(Duration.ofSeconds(5)));
        assertThatThrownBy(() -> DockerCanary.start(ChannelConnection.tcp(dockerd.getAddress()), trial))
                .isInstanceOf(RefusedStartException.class);
        assertThat(trial.steps().refused()).isPresent().get().satisfies(step -> {
            assertThat(step.name()).isEqualTo("start");
            assertThat(step.words()).endsWith("/start: 500 " + words);
        });
        assertThat(trial.steps().steps())
                .extracting(CanarySteps.Step::name)
                .containsExactly("list of images", "create", "start", "delete");
    }

    @Test
    void whatIsLeftIsListed() throws IOException {
        dockerd.createContext(
                "/containers/json",
                exchange ->
                        answer(exchange, 200, "[{\"Names\": [\"/nodethaw-canary-1-a\"], \"Created\": 1700000000}]"));
        var docker = ChannelConnection.tcp(dockerd.getAddress());
        assertThat(DockerCanary.left(docker, Deadline.in(Duration.ofSeconds(5))))
                .containsExactly(new Canary.Left("nodethaw-canary-1-a", Instant.ofEpochSecond(1_700_000_000)));
    }

    /** kubelet, or a person, removes what it does not know. */
    @Test
    void containerThatOthersRemovedIsNoFailureOfDockerd() {
        refusedAt = "POST start";
        refusal = 404;
        var trial = new Trial(TrialName.make(), Deadline.in(Duration.ofSeconds(5)));
        assertThatThrownBy(() -> DockerCanary.start(ChannelConnection.tcp(dockerd.getAddress()), trial))
                .hasMessageContaining("/start: 404");
        assertThat(trial.steps().refused()).isEmpty();
    }

    /** containerd is back, and dockerd still waits before it dials it again: nothing is wrong with either. */
    @Test
    void dockerdThatHasNotDialledAgainIsNotYetReady() {
        refusedAt = "POST start";
        words = "{\"message\":\"connection error: desc = \\\"transport: Error while dialing dial unix "
                + "/run/containerd/containerd.sock: connect: connection refused\\\": unavailable\"}";
        assertThatThrownBy(() -> start(5000))
                .isInstanceOfSatisfying(
                        NotYetException.class, e -> assertThat(e.within()).isEqualTo(Redialling.LIMIT));
        assertThat(asked).endsWith("DELETE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "all SubConns are in TransientFailure, latest connection error: connection error: desc = \"transport: Error while "
                        + "dialing dial unix /run/containerd/containerd.sock: connect: no such file or directory\": unavailable",
                "connection error: desc = \"transport: error while dialing: dial unix /run/c.sock: timeout\": unavailable",
                "connection error: desc = \"transport: dial unix /run/c.sock: connect: connection refused\": unknown"
            })
    void allFormsInWhichItIsTold(String words) {
        assertThat(Redialling.isTold(words)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "error reading from server: EOF: unavailable",
                "transport is closing: unavailable",
                "failed to create task for container: failed to create shim task: OCI runtime create failed: dial unix /x: unknown",
                "connection error: desc = \"transport: authentication handshake failed: EOF\": unavailable"
            })
    void otherErrorsAreNotThat(String words) {
        assertThat(Redialling.isTold(words)).isFalse();
    }

    /** dockerd created it after we had given up, and nobody removed it. */
    @Test
    void containerThatWasNotConfirmedIsRemovedOrNamed() {
        silentAt = "POST create";
        deleted = 404;
        assertThatThrownBy(() -> start(1500))
                .hasMessageContaining("no answer to reply to POST /containers/create")
                .hasMessageContaining("by hand: docker rm -f nodethaw-canary-");
        assertThat(asked).containsExactly("POST create", "DELETE");
    }

    private String start(long millis) throws IOException {
        return DockerCanary.start(
                ChannelConnection.tcp(dockerd.getAddress()),
                new Trial(TrialName.make(), Deadline.in(Duration.ofMillis(millis))));
    }
}
