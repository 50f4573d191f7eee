package io.nodethaw.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plug-in over the kubectl of this machine, which asks a server that answers in the form of an API server. Skipped without kubectl. */
class PluginTemplatesTest {
    private static final String PATH = String.valueOf(System.getenv("PATH"));

    @TempDir
    Path folder;

    private final HttpServer server;

    PluginTemplatesTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    private static String resource(String name, String kind, boolean namespaced) {
        return "{\"name\":\"" + name + "\",\"singularName\":\"\",\"namespaced\":" + namespaced + ",\"kind\":\"" + kind
                + "\",\"verbs\":[\"get\",\"list\"]}";
    }

    private static String condition(String type, String status, String reason) {
        var now = Instant.ofEpochSecond(Instant.now().getEpochSecond() - 5);
        return "{\"type\":\"" + type + "\",\"status\":\"" + status + "\",\"reason\":\"" + reason
                + "\",\"message\":\"STALLED  systemd 1: deaf\",\"lastTransitionTime\":\"" + now.minusSeconds(7300)
                + "\",\"lastHeartbeatTime\":\"" + now + "\"}";
    }

    private static String node(String name, String... conditions) {
        return "{\"apiVersion\":\"v1\",\"kind\":\"Node\",\"metadata\":{\"name\":\"" + name
                + "\"},\"status\":{\"conditions\":[" + String.join(",", conditions) + "]}}";
    }

    @BeforeEach
    void serve() {
        Assumptions.assumeTrue(
                Arrays.stream(PATH.split(":", -1)).anyMatch(bin -> Files.isExecutable(Path.of(bin, "kubectl"))),
                "no kubectl here");
        var ready = "{\"type\":\"Ready\",\"status\":\"True\"}";
        var deaf = node(
                "worker-2",
                ready,
                condition("NodeStalled", "True", "SystemdDeafOnBus"),
                condition("NodeFailing", "False", "NotFailing"));
        var answers = Map.of(
                "/api",
                "{\"kind\":\"APIVersions\",\"versions\":[\"v1\"]}",
                "/apis",
                "{\"kind\":\"APIGroupList\",\"apiVersion\":\"v1\",\"groups\":[]}",
                "/api/v1",
                "{\"kind\":\"APIResourceList\",\"groupVersion\":\"v1\",\"resources\":["
                        + String.join(
                                ",",
                                resource("nodes", "Node", false),
                                resource("pods", "Pod", true),
                                resource("events", "Event", true))
                        + "]}",
                "/api/v1/nodes",
                "{\"apiVersion\":\"v1\",\"kind\":\"NodeList\",\"items\":[" + deaf + "," + node("worker-3", ready)
                        + "]}",
                "/api/v1/nodes/worker-2",
                deaf,
                "/api/v1/namespaces/shop/pods/shop-1",
                "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"shop-1\"},\"spec\":{\"nodeName\":\"worker-2\"}}",
                "/api/v1/namespaces/shop/events",
                "{\"apiVersion\":\"v1\",\"kind\":\"EventList\",\"items\":[{\"apiVersion\":\"v1\","
                        + "\"kind\":\"Event\",\"metadata\":{\"name\":\"e\"},\"lastTimestamp\":\"2026-03-04T05:06:07Z\",\"message\":\"waits\"}]}",
                "/api/v1/pods",
                "{\"apiVersion\":\"v1\",\"kind\":\"PodList\",\"items\":[]}");
        server.createContext(
                "/",
                exchange ->
                        answer(exchange, answers.get(exchange.getRequestURI().getPath())));
        server.start();
    }

    private static void answer(HttpExchange exchange, @Nullable String text) throws IOException {
        var bytes = (text == null
                        ? "{\"kind\":\"Status\",\"status\":\"Failure\",\"reason\":\"NotFound\",\"code\":404}"
                        : text)
                .getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(text == null ? 404 : 200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private List<String> run(String... arguments) throws IOException, InterruptedException {
        var config = Files.writeString(
                folder.resolve("config"),
                "apiVersion: v1\nkind: Config\ncurrent-context: a\n"
                        + "clusters: [{name: a, cluster: {server: 'http://127.0.0.1:"
                        + server.getAddress().getPort() + "'}}]\n"
                        + "contexts: [{name: a, context: {cluster: a, user: a}}]\nusers: [{name: a, user: {}}]\n");
        var command = new ArrayList<>(List.of(
                "/bin/sh",
                Chart.DEPLOY.resolve("kubectl/kubectl-nodethaw").toString(),
                "--kubeconfig",
                config.toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("HOME", folder.toString());
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), UTF_8);
        return List.of(Integer.toString(process.waitFor()), said);
    }

    @Test
    void kubectlFillsInItsTemplates() throws Exception {
        var table = run();
        assertThat(table.getFirst()).isEqualTo("1");
        assertThat(table.getLast().lines()).hasSize(3);
        assertThat(table.getLast())
                .containsPattern("worker-2 +Stalled +SystemdDeafOnBus +2h +[0-9]+s ago\nworker-3 +- +no agent");
        var pod = run("shop-1", "-n", "shop");
        assertThat(pod.getLast())
                .contains("NodeStalled  True (SystemdDeafOnBus) for 2h", "  2026-03-04T05:06:07Z  waits\n");
        assertThat(pod.getFirst()).isEqualTo("1");
        assertThat(run("worker-2", "--live").getLast())
                .contains("no agent runs as a pod on worker-2; on the node itself");
    }
}
