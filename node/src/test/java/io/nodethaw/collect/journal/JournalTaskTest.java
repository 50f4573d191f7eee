package io.nodethaw.collect.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodethaw.collect.HostFolder;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.evidence.RefusedStarts;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTaskTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_000_000);

    @TempDir
    private Path folder;

    private static List<RefusedStarts.Line> refused(String... lines) throws IOException {
        var text = new StringReader(String.join("\n", lines));
        return JournalTask.refused(new JournalLines(text, 1 << 16), NOW);
    }

    private static String line(long second, String message) {
        return """
                {"__REALTIME_TIMESTAMP": "%d", "_SYSTEMD_UNIT": "containerd.service", "MESSAGE": "%s"}""".formatted(second * 1_000_000, message);
    }

    @Test
    void newestLineOfEachReasonIsKept() throws IOException {
        assertThat(refused(
                        line(
                                999_990,
                                "time=x level=error msg=fork/exec /usr/bin/shim: resource temporarily unavailable"),
                        line(999_980, "fork/exec: resource temporarily unavailable"),
                        line(999_970, "all is well"),
                        line(999_960, "write x: no space left on device")))
                .containsExactlyInAnyOrder(
                        new RefusedStarts.Line(
                                RefusedStarts.Why.NO_TASK,
                                "containerd.service",
                                Duration.ofSeconds(10),
                                "fork/exec /usr/bin/shim: resource temporarily unavailable"),
                        new RefusedStarts.Line(
                                RefusedStarts.Why.NO_SPACE,
                                "containerd.service",
                                Duration.ofSeconds(40),
                                "write x: no space left on device"));
    }

    @Test
    void kubeletThatHasLostTheBusSaysSo() throws IOException {
        assertThat(refused(line(
                        999_990,
                        "E1129 20:26:45.545158     192 pod_workers.go:191] Error syncing pod 5f: failed to create container for "
                                + "[kubepods besteffort pod5f] : dbus: connection closed by user")))
                .singleElement()
                .satisfies(said -> {
                    assertThat(said.why()).isEqualTo(RefusedStarts.Why.BUS_CLOSED);
                    assertThat(said.text()).startsWith("Error syncing pod 5f: ");
                });
    }

    @Test
    void wantOfANetworkCountsOnlyWhereAPodWasAskedFor() throws IOException {
        assertThat(refused(
                        line(
                                999_990,
                                "failed to load cni during init: no network config found: cni plugin not initialized"),
                        line(999_980, "failed to reload cni configuration: cni plugin not initialized")))
                .isEmpty();
        assertThat(refused(line(
                        999_970,
                        "RunPodSandbox failed: failed to setup network for sandbox: cni plugin not initialized")))
                .hasSize(1);
    }

    /** With docker's log driver for the journal, what containers say is among the lines of its unit. */
    @Test
    void wordsOfAContainerAreNotThoseOfItsDaemon() throws IOException {
        assertThat(refused(line(999_990, "no space left on device").replace("{", "{\"CONTAINER_ID\": \"c0ffee\", ")))
                .isEmpty();
    }

    /** Its message is a list of numbers where it is no text; whatever else stands there, it is no line of ours. */
    @Test
    void unusualEntriesAreLeftOut() throws IOException {
        assertThat(refused(
                        "",
                        "{",
                        "no space left on device",
                        "{\"x\": \"no space left on device\"}",
                        "{\"MESSAGE\": null, \"x\": \"no space left on device\"}",
                        "{\"MESSAGE\": [1, 2], \"x\": \"no space left on device\"}",
                        "{\"MESSAGE\": \"no space left on device\", \"__REALTIME_TIMESTAMP\": \"soon\"}"))
                .isEmpty();
    }

    /** It has ended long before what it wrote is read. */
    @Test
    void readsAllOfAProgramThatHasEnded() throws IOException {
        var host = new HostFolder(folder)
                .write("/usr/bin/journalctl", "#!/bin/sh\necho '" + line(0, "no space left on device") + "'\n");
        var program = host.host().file("/usr/bin/journalctl").toFile();
        assertThat(program.setExecutable(true)).isTrue();
        var task = new JournalTask(host.host());
        assertThat(JournalSources.read(task.read(List.of("a.service"))).lines()).hasSize(1);
    }

    @Test
    void withoutJournalctlThereIsNothingToAsk() {
        var task = new JournalTask(new HostFolder(folder).host());
        assertThatThrownBy(() -> task.read(List.of("a.service"))).isInstanceOf(NotAskedException.class);
    }

    @Test
    void answerComesBackAsItWas() throws IOException {
        var line = new RefusedStarts.Line(RefusedStarts.Why.NO_NETWORK, "a.service", Duration.ofMillis(1500), "no cni");
        assertThat(JournalSources.read(JournalTask.write(List.of(line)))).isEqualTo(new RefusedStarts(List.of(line)));
    }
}
