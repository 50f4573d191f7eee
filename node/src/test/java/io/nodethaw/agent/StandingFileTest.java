package io.nodethaw.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandingFileTest {
    private static final Published DEAF = new Published(
            "NodeStalled",
            Status.TRUE,
            "SystemdDeafOnBus",
            "systemd.deaf-on-bus",
            "STALLED  a\tb\nc",
            Instant.parse("2026-03-04T05:00:00Z"));

    @TempDir
    Path root;

    private final TestHost time = new TestHost();
    private String refused = "";

    @BeforeEach
    void uptime() throws IOException {
        Files.createDirectories(root.resolve("proc"));
        Files.writeString(root.resolve("proc/uptime"), "1000.25 1800.00\n");
    }

    private StandingFile file() {
        return new StandingFile(time.host(root), root.resolve("run"), () -> Duration.ofSeconds(40), () -> refused);
    }

    @Test
    void whatTheAgentSaysCanBeReadAgain() throws IOException {
        assertThat(file().read()).isEmpty();
        assertThat(root.resolve("run")).doesNotExist();
        file().round(new Rounds.Ending.Looked(Verdicts.deaf(), Duration.ZERO), List.of(DEAF));
        var standing = file().read().orElseThrow();
        assertThat(standing)
                .isEqualTo(new Standing(
                        Verdicts.AT,
                        Duration.ofMillis(1000_250),
                        Duration.ofSeconds(40),
                        "STALLED  told by hand",
                        "",
                        List.of(new Published(
                                DEAF.type(),
                                DEAF.status(),
                                DEAF.reason(),
                                DEAF.code(),
                                "STALLED  a b c",
                                DEAF.since()))));
        assertThat(file().fresh()).isEqualTo(standing.conditions());
        Files.writeString(root.resolve("proc/uptime"), "1041.00 1800.00\n");
        assertThat(file().fresh()).isEmpty();
        assertThat(standing.isStale(Duration.ofSeconds(1040))).isFalse();
        assertThat(standing.isStale(Duration.ofSeconds(1041))).isTrue();
        assertThat(standing.age(Duration.ofMinutes(15))).isZero();
    }

    @Test
    void settingsThatWereRefusedAreToldUntilBetterOnesAreRead() throws IOException {
        refused = "/etc/nodethaw/agent.yaml:3: every: 'x' is wrong";
        file().round(new Rounds.Ending.Looked(Verdicts.well(), Duration.ZERO), List.of());
        assertThat(file().read().orElseThrow().refused()).isEqualTo(refused);
        refused = "";
        file().round(new Rounds.Ending.Looked(Verdicts.well(), Duration.ZERO), List.of());
        assertThat(file().read().orElseThrow().refused()).isEmpty();
    }

    @Test
    void aLookThatHangsLeavesItAsItWas() throws IOException {
        file().round(new Rounds.Ending.Looked(Verdicts.well(), Duration.ZERO), List.of());
        file().round(new Rounds.Ending.Late(Duration.ofSeconds(20)), List.of(DEAF));
        assertThat(file().read().orElseThrow().conditions()).isEmpty();
    }

    @Test
    void whatNoAgentWroteIsAnError() throws IOException {
        for (var text : List.of(
                "",
                "looked\t1\t2\t3\n",
                "looked\tx\t2\t3\nline\ta\n",
                "line\ta\nlooked\t1\t2\t3\t4\n",
                "looked\t1\t2\t3\nline\ta\ncondition\tNodeStalled\tPerhaps\tr\tc\t1\tm\n")) {
            assertThatThrownBy(() -> Standing.parse(text)).as(text).isInstanceOf(IOException.class);
        }
    }
}
