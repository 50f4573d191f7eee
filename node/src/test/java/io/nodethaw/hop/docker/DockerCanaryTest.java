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
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DockerCanaryTest {
    private static final String PAUSE = "k8s.gcr.io/pause:3.2";
    private static final String ID = "sha256:80d28bedfe5dec59da9ebf8e6260224ac9008ab5c11dbbe16ee3ba3e4439ac2c";
    private static final String SANDBOXES = "[{\"Image\": \"" + PAUSE + "\", \"ImageID\": \"" + ID
            + "\"}, {\"Image\": \"k8s.gcr.io/pause:3.1\", \"ImageID\": \"sha256:7\"}]";

    /** "POST create", "POST start", "DELETE". */
    private final List<String> asked = new CopyOnWriteArrayList<>();

    /** What was to be created. */
    private final List<String> created = new CopyOnWriteArrayList<>();

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer dockerd;
    private String sandboxes = SANDBOXES;
    private String left = "[]";
    private Set<String> present = Set.of(PAUSE);
    private DockerCanary.Told told = () -> {
        throw new NotAskedException("no CRI runtime");
    };
    private String silentAt = "";
    private String refusedAt = "";
    private String words = "{}";
    private int deleted = 204;
    private int refusal = 500;

    @BeforeEach
    void serve() throws IOException {
        dockerd = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        dockerd.setExecutor(threads);
        dockerd.createContext("/images/", this::image);
        dockerd.createContext("/containers/json", this::list);
        dockerd.createContext("/containers/", this::container);
        dockerd.start();
    }

    @AfterEach
    void close() {
        dockerd.stop(0);
        threads.shutdownNow();
    }

    private void image(HttpExchange exchange) throws IOException {
        var name = exchange.getRequestURI().getPath().replaceAll("^/images/|/json$", "");
        answer(exchange, present.contains(name) ? 200 : 404, "{}");
    }

    private void list(HttpExchange exchange) throws IOException {
        answer(exchange, 200, exchange.getRequestURI().getQuery().contains("podsandbox") ? sandboxes : left);
    }

    private void container(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var step = exchange.getRequestMethod().equals("DELETE")
                ? "DELETE"
                : "POST " + path.substring(path.lastIndexOf('/') + 1);
        asked.add(step);
        if (step.equals("POST create")) {
            created.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        }
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
        assertThat(created).singleElement().asString().contains("\"Image\":\"" + ID + "\"");
    }

    @Test
    void withoutAPodInDockerdTheCriRuntimeTellsTheImage() throws IOException {
        sandboxes = "[]";
        told = () -> "registry.k8s.io/pause:3.9";
        present = Set.of("registry.k8s.io/pause:3.9");
        assertThat(start(5000)).contains("(registry.k8s.io/pause:3.9) started");
        assertThat(created).singleElement().asString().contains("\"Image\":\"registry.k8s.io/pause:3.9\"");
    }

    /** What an image does that is only called so, nobody knows. */
    @Test
    void imageThatIsOnlyCalledPauseIsNotStarted() {
        sandboxes = "[]";
        present = Set.of("example.org/game/pause:2");
        assertThatThrownBy(() -> start(5000))
                .isInstanceOf(NotAskedException.class)
                .hasMessage("no CRI runtime");
        assertThat(asked).isEmpty();
    }

    @Test
    void noImageIsPulled() {
        sandboxes = "[]";
        told = () -> "registry.k8s.io/pause:3.9";
        assertThatThrownBy(() -> start(5000))
                .isInstanceOf(NotAskedException.class)
                .hasMessageContaining("dockerd does not have registry.k8s.io/pause:3.9");
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "pause:3?x=1", "pause:3#x", "../containers", "pause 3", "\u001b[31mpause", "/etc/passwd"})
    void whatIsNoNameOfAnImageIsNotAskedFor(String name) {
        sandboxes = "[]";
        told = () -> name;
        assertThatThrownBy(() -> start(5000)).isInstanceOf(NotAskedException.class);
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[{}]", "[7]", "[{\"Image\": \"pause\"", "[{\"Image\": null, \"ImageID\": null}]"})
    void listThatIsNotAsPromisedIsNoRefusal(String list) {
        sandboxes = list;
        assertThatThrownBy(() -> start(5000))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(RefusedStartException.class)
                .isNotInstanceOf(NotAskedException.class);
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
        assertThatThrownBy(() -> DockerCanary.start(ChannelConnection.tcp(dockerd.getAddress()), trial, told))
                .isInstanceOf(RefusedStartException.class);
        assertThat(trial.steps().refused()).isPresent().get().satisfies(step -> {
            assertThat(step.name()).isEqualTo("start");
            assertThat(step.words()).endsWith("/start: 500 " + words);
        });
        assertThat(trial.steps().steps())
                .extracting(CanarySteps.Step::name)
                .containsExactly("list of pod sandboxes", "create", "start", "delete");
    }

    private Trial refused(String step, int status, String text) {
        refusedAt = step;
        refusal = status;
        words = text;
        var trial = new Trial(TrialName.make(), Deadline.in(Duration.ofSeconds(5)));
        assertThatThrownBy(() -> DockerCanary.start(ChannelConnection.tcp(dockerd.getAddress()), trial, told))
                .isInstanceOf(IOException.class);
        return trial;
    }

    /** Bad request: what was asked for is wrong, and that was this program. */
    @Test
    void badRequestIsNoFailureOfDockerd() {
        var text = "{\"message\":\"invalid reference format\"}";
        assertThat(refused("POST create", 400, text).steps().refused()).isEmpty();
        assertThat(refused("POST start", 400, text).steps().refused()).isEmpty();
        assertThat(refused("POST create", 500, text).steps().refused()).isPresent();
    }

    /** dockerd takes the words of a missing file for those of a wrong request, also where runc itself failed with them. */
    @Test
    void failureOfRuncThatIsToldAsABadRequestIsOne() {
        var text =
                "{\"message\":\"failed to create shim: OCI runtime create failed: unable to retrieve OCI runtime error (open "
                        + "/run/containerd/log.json: no such file or directory): runc did not terminate successfully: exit status 1: unknown\"}";
        assertThat(refused("POST start", 400, text).steps().refused()).isPresent();
    }

    private static String container(String name, String label, String more) {
        return "{\"Names\": [\"/" + name + "\"], \"Labels\": {\"io.nodethaw.canary\": \"" + label + "\"}" + more + "}";
    }

    private List<Canary.Left> left() throws IOException {
        return DockerCanary.left(ChannelConnection.tcp(dockerd.getAddress()), Deadline.in(Duration.ofSeconds(5)));
    }

    @Test
    void whatIsLeftIsListed() throws IOException {
        left = "[" + container("nodethaw-canary-1-a", "nodethaw-canary-1-a", ", \"Created\": 1700000000") + "]";
        assertThat(left())
                .containsExactly(new Canary.Left("nodethaw-canary-1-a", Instant.ofEpochSecond(1_700_000_000)));
    }

    /** Its label is what makes it ours: a name is anybody's. */
    @Test
    void whatIsStartedHasOurLabel() throws IOException {
        start(5000);
        assertThat(created)
                .singleElement()
                .asString()
                .contains("\"Labels\":{\"io.nodethaw.canary\":\"nodethaw-canary-");
    }

    @Test
    void containerThatWasRenamedIsNotOursAnyMore() throws IOException {
        left = "[" + container("nodethaw-canary-1-b", "nodethaw-canary-1-a", ", \"Created\": 1700000000") + "]";
        assertThat(left()).isEmpty();
    }

    @Test
    void howOldAContainerIsWithoutItsBeginningIsNotKnown() throws IOException {
        left = "[" + container("nodethaw-canary-1-a", "nodethaw-canary-1-a", "") + ", "
                + container("nodethaw-canary-1-b", "nodethaw-canary-1-b", ", \"Created\": 0") + ", "
                + container("nodethaw-canary-1-c", "nodethaw-canary-1-c", ", \"Created\": null") + "]";
        assertThat(left()).isEmpty();
    }

    @Test
    void listWithoutLabelsIsNotWhatWasAskedFor() {
        left = "[{\"Names\": [\"/web\"], \"Created\": 1700000000}]";
        assertThatThrownBy(this::left)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not what its API promises");
    }

    /** kubelet, or a person, removes what it does not know. */
    @Test
    void containerThatOthersRemovedIsNoFailureOfDockerd() {
        refusedAt = "POST start";
        refusal = 404;
        var trial = new Trial(TrialName.make(), Deadline.in(Duration.ofSeconds(5)));
        assertThatThrownBy(() -> DockerCanary.start(ChannelConnection.tcp(dockerd.getAddress()), trial, told))
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
                new Trial(TrialName.make(), Deadline.in(Duration.ofMillis(millis))),
                told);
    }
}
