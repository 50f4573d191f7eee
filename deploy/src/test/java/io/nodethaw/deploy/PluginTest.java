package io.nodethaw.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The plug-in over a kubectl that is none: a script that gives what kubectl prints for the plug-in's templates. So this is a test of the
 * plug-in's own part; {@link PluginTemplatesTest} has a real kubectl apply the templates. Under each shell that is here.
 */
class PluginTest {
    @TempDir
    Path folder;

    private record Said(int code, String out, String err) {}

    static List<List<String>> shells() {
        var shells = new ArrayList<List<String>>();
        for (var shell : List.of(List.of("/usr/bin/dash"), List.of("/usr/bin/busybox", "sh"), List.of("/bin/sh"))) {
            if (Files.isExecutable(Path.of(shell.getFirst()))) {
                shells.add(shell);
            }
        }
        return shells;
    }

    @BeforeEach
    void kubectl() throws IOException {
        var script = Files.writeString(folder.resolve("kubectl"), """
            #!/bin/sh
            printf '%s\\n' "$*" >> "$HERE/asked"
            case "$*" in
                *"get nodes"*) answer=nodes ;;
                *"get node "*) answer=node-$(printf '%s\\n' "$*" | sed 's/.*get node \\([^ ]*\\) .*/\\1/') ;;
                *"get pods"*) answer=agents ;;
                *"get pod "*) answer=pod ;;
                *"get events"*) answer=events ;;
                *" exec "* | "exec "*) answer=session ;;
            esac
            [ -e "$HERE/$answer" ] || { echo "Error from server (NotFound)" >&2; exit 1; }
            [ $answer != session ] || { . "$HERE/session"; exit; }
            cat "$HERE/$answer"
            """);
        assertThat(script.toFile().setExecutable(true)).isTrue();
    }

    private void answer(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private static String ago(Duration time) {
        return Instant.now().minus(time).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String condition(String status, String reason, Duration since, Duration seen, String message) {
        return String.join("\t", status, reason, ago(since), ago(seen), message);
    }

    private static String node(String name, String stalled, String failing) {
        return name + "\u0001" + stalled + "\u0001" + failing + "\n";
    }

    private static String well(String name) {
        var seen = Duration.ofSeconds(70);
        return node(
                name,
                condition("False", "NotStalled", Duration.ofDays(3), seen, "HEALTHY"),
                condition("False", "NotFailing", Duration.ofDays(3), seen, "HEALTHY"));
    }

    private static String stalled(String name, String reason) {
        return node(
                name,
                condition("True", reason, Duration.ofMinutes(11), Duration.ofSeconds(30), "STALLED  systemd 1: deaf"),
                condition("False", "NotFailing", Duration.ofDays(3), Duration.ofSeconds(30), "no"));
    }

    private Said run(List<String> shell, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(shell);
        command.add(Chart.DEPLOY.resolve("kubectl/kubectl-nodethaw").toString());
        command.addAll(List.of(arguments));
        var out = folder.resolve("out");
        var err = folder.resolve("err");
        var builder = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", folder + ":/usr/bin:/bin");
        builder.environment().put("HERE", folder.toString());
        builder.environment().put("NODETHAW_PATIENCE", "2");
        int code = builder.start().waitFor();
        return new Said(
                code, Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aTableTellsOfAllNodes(List<String> shell) throws Exception {
        var silent = condition("False", "NotStalled", Duration.ofDays(3), Duration.ofMinutes(40), "HEALTHY");
        answer(
                "nodes",
                well("worker-1")
                        + stalled("worker-2", "SystemdDeafOnBus")
                        + node("worker-3", "", "")
                        + node("worker-4", silent, silent)
                        + node(
                                "worker-5",
                                condition("Unknown", "CannotTell", Duration.ofHours(5), Duration.ofSeconds(9), "blind"),
                                condition(
                                        "Unknown", "CannotTell", Duration.ofHours(5), Duration.ofSeconds(9), "blind")));
        var said = run(shell);
        assertThat(said.err()).isEmpty();
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.out()
                        .replaceAll("7[0-9]s", "70s")
                        .replaceAll("3[0-9]s", "30s")
                        .replaceAll("(9|1[0-9])s", "9s"))
                .isEqualToNormalizingNewlines("""
                    NODE                             STATUS       REASON                             SINCE   SEEN
                    worker-1                         Well                                            3d      70s ago
                    worker-2                         Stalled      SystemdDeafOnBus                   11m     30s ago
                    worker-3                         -            no agent                           -       -
                    worker-4                         Unknown      the agent is silent                40m     40m ago
                    worker-5                         Unknown      CannotTell                         5h      9s ago
                    """);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void exitCodesAreThoseOfALook(List<String> shell) throws Exception {
        answer("nodes", well("worker-1"));
        assertThat(run(shell).code()).isZero();
        answer("nodes", well("worker-1") + node("worker-3", "", ""));
        assertThat(run(shell).code()).isEqualTo(2);
        answer("nodes", "\n");
        assertThat(run(shell, "--nonsense").code()).isEqualTo(64);
        assertThat(run(shell, "--live").code()).isEqualTo(64);
        Files.delete(folder.resolve("nodes"));
        assertThat(run(shell)).satisfies(said -> {
            assertThat(said.code()).isEqualTo(2);
            assertThat(said.err()).contains("the API server does not tell of its nodes");
        });
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aPodIsToldOfItsNode(List<String> shell) throws Exception {
        answer("node-worker-2", stalled("worker-2", "SystemdDeafOnBus"));
        answer("pod", "worker-2");
        answer("events", "  2026-03-04T05:06:07Z  waits on this node: STALLED\n");
        var said = run(shell, "shop-1", "-n", "shop", "--context=test");
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.out())
                .contains("NodeStalled  True (SystemdDeafOnBus) for 11m", "STALLED  systemd 1: deaf", "last sign    3")
                .endsWith("  2026-03-04T05:06:07Z  waits on this node: STALLED\n");
        assertThat(Files.readString(folder.resolve("asked")))
                .contains("--context=test --request-timeout=30s get pod shop-1 -n shop");
        Files.delete(folder.resolve("pod"));
        assertThat(run(shell, "shop-2").err()).contains("there is neither a node nor a pod shop-2");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aLiveLookGoesThroughTheAgentsPod(List<String> shell) throws Exception {
        answer("node-worker-2", stalled("worker-2", "SystemdDeafOnBus"));
        answer("agents", "kube-system nodethaw-agent-x\n");
        answer("session", "echo 'STALLED  systemd 1: deaf on the system bus'; (exit 1)");
        var said = run(shell, "worker-2", "--live");
        assertThat(said).isEqualTo(new Said(1, "STALLED  systemd 1: deaf on the system bus\n", ""));
        assertThat(Files.readString(folder.resolve("asked")))
                .contains("exec -n kube-system nodethaw-agent-x -c agent -- java @/nodethaw");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void whereNoSessionWouldOpenItSaysSo(List<String> shell) throws Exception {
        var by = "; on the node itself: ssh worker-2 sudo nodethaw\n";
        answer("agents", "kube-system nodethaw-agent-x\n");
        for (var reason : List.of("KubeletStopped", "ContainerdStopped", "ShimStopped")) {
            answer("node-worker-2", stalled("worker-2", reason));
            assertThat(run(shell, "worker-2", "--live").err())
                    .as(reason)
                    .contains("a session would go through")
                    .endsWith(by);
        }
        answer("node-worker-2", stalled("worker-2", "SystemdDeafOnBus"));
        answer("session", "echo 'unable to upgrade connection' >&2; (exit 1)");
        assertThat(run(shell, "worker-2", "--live").err()).endsWith("no session opens on worker-2" + by);
        answer("session", "exec sleep 60");
        assertThat(run(shell, "worker-2", "--live")).satisfies(said -> {
            assertThat(said.code()).isEqualTo(2);
            assertThat(said.err()).endsWith("no session opens on worker-2" + by);
        });
        answer("agents", "");
        assertThat(run(shell, "worker-2", "--live").err()).contains("no agent runs as a pod on worker-2");
    }
}
