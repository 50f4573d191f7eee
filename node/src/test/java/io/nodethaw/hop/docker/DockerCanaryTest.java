package io.nodethaw.hop.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.nodethaw.collect.ChannelConnection;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.remedy.Trial;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DockerCanaryTest {
    private static final String IMAGES = "[{\"RepoTags\": null}, {\"RepoTags\": [\"k8s.gcr.io/pause:3.2\"]}]";

    /** "POST create", "POST start", "DELETE". */
    private final List<String> asked = new CopyOnWriteArrayList<>();

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer dockerd;
    private String images = IMAGES;
    private String silentAt = "";
    private String refusedAt = "";
    private int deleted = 204;

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
            answer(exchange, step.equals("DELETE") ? deleted : step.equals(refusedAt) ? 500 : 201, "{}");
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
                ChannelConnection.tcp(dockerd.getAddress()), Trial.name(), Deadline.in(Duration.ofMillis(millis)));
    }
}
