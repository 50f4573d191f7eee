package io.nodethaw.format.collector;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodethaw.evidence.CollectedCommand;
import io.nodethaw.evidence.Reading;
import io.nodethaw.format.FileFormatException;
import io.nodethaw.format.Head;
import io.nodethaw.format.Piece;
import io.nodethaw.format.TextFile;
import io.nodethaw.format.goroutines.GoroutineDumpFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CollectorTest {
    private static final String SOS = """
            {"version": "4.2", "components": {"report": {"plugins": {
              "docker": {"timeout_hit": true, "commands": [
                {"exec": "/usr/bin/docker ps", "filepath": "sos_commands/docker/docker_ps", "return_code": 124,
                 "start_time": 1644607435.5, "end_time": 1644607735.5, "run_time": 300.04},
                {"exec": "docker  info", "return_code": 0, "start_time": 1644607435.25, "run_time": 0.05},
                {"exec": "docker stats", "return_code": 1, "run_time": 0.2},
                {"exec": "podman ps", "return_code": 127, "run_time": 0.001}]},
              "systemd": {"timeout_hit": false, "commands": [
                {"exec": "systemctl status --all", "return_code": 3, "run_time": 1.75}]}}}}}
            """;

    private static Map<String, Reading<CollectedCommand>> read(String text) throws IOException {
        return piece(text).evidence().readings(CollectedCommand.TYPE);
    }

    private static Piece piece(String text) throws IOException {
        var format = new CommandRecords();
        assertThat(format.recognises(new Head(text))).isTrue();
        return format.read(new ByteArrayInputStream(text.getBytes(UTF_8)), "x/manifest.json");
    }

    private static Reading<CollectedCommand> output(String file, String text) throws IOException {
        var format = new TextFile(new GoroutineDumpFile(), () -> List.of(new CommandOutput()));
        return format.read(new ByteArrayInputStream(text.getBytes(UTF_8)), file)
                .evidence()
                .readings(CollectedCommand.TYPE)
                .values()
                .iterator()
                .next();
    }

    @Test
    void whatCameBackIsAnAnswerAndWhatDidNotIsASilence() throws IOException {
        assertThat(read(SOS))
                .containsOnlyKeys("docker ps", "docker info", "docker stats", "systemctl status --all")
                .containsEntry("docker ps", new Reading.Silent<>(Duration.ofMillis(300_040), "sosreport"))
                .containsEntry(
                        "docker info",
                        new Reading.Seen<>(new CollectedCommand(
                                Optional.of(0),
                                Optional.of(Duration.ofMillis(50)),
                                Optional.of(Instant.ofEpochMilli(1_644_607_435_250L)))))
                .containsEntry("docker stats", new Reading.Failed<>("it ended with code 1"));
        assertThat(read(SOS).get("systemctl status --all")).isInstanceOf(Reading.Seen.class);
        assertThat(piece(SOS).notes())
                .containsExactly(
                        "x/manifest.json: the collector gave up these parts of its work, which took too long: docker");
    }

    @Test
    void troubleshootTellsItInWords() throws IOException {
        assertThat(
                        read(
                                "{\"command\":\"/usr/bin/crictl ps\",\"exitCode\":\"0\",\"error\":\"command timed out after 30s\",\"env\":[]}"))
                .containsExactly(Map.entry("crictl ps", new Reading.Silent<>(Duration.ofSeconds(30), "troubleshoot")));
        assertThat(read("{\"command\":\"docker ps\",\"exitCode\":\"signal: killed\",\"error\":\"\"}"))
                .containsExactly(Map.entry("docker ps", new Reading.Silent<>(Duration.ZERO, "troubleshoot")));
        assertThat(read("{\"command\":\"docker ps\",\"exitCode\":\"0\",\"error\":\"\"}")
                        .get("docker ps"))
                .isInstanceOf(Reading.Seen.class);
    }

    @Test
    void anotherJsonIsNotOne() {
        assertThat(new CommandRecords().recognises(new Head("{\"kind\": \"Node\"}")))
                .isFalse();
        assertThat(new CommandRecords().recognises(new Head("exec return_code")))
                .isFalse();
    }

    @Test
    void brokenAndEmptyRecordsSaySo() {
        for (var text : List.of(
                "{\"exec\": \"x\", \"return_code\":",
                "{\"exec\": 7, \"return_code\": []}",
                "{\"a\":".repeat(5_000) + "{\"exec\": \"x\", \"return_code\": 0}" + "}".repeat(5_000))) {
            assertThatThrownBy(
                            () -> new CommandRecords().read(new ByteArrayInputStream(text.getBytes(ISO_8859_1)), "m"))
                    .isInstanceOf(FileFormatException.class);
        }
    }

    @Test
    void anEmptyOutputWasEndedByTheLimit() throws IOException {
        assertThat(output("eks/docker/docker-ps.txt", ""))
                .isEqualTo(new Reading.Silent<>(Duration.ofSeconds(75), "the EKS log collector"));
        assertThat(output("r/rke2/crictl/pods", "\n"))
                .isEqualTo(new Reading.Silent<>(Duration.ofSeconds(60), "Rancher's log collector"));
    }

    @Test
    void errorsInPlaceOfAnOutputAreNoOutput() throws IOException {
        assertThat(
                        output(
                                "r/rke2/crictl/ps",
                                "E0101 01:02:03 1 remote_runtime.go:1] x\nFATA[0010] listing: rpc error: code = DeadlineExceeded desc = context deadline exceeded\n"))
                .isEqualTo(new Reading.Silent<>(Duration.ofSeconds(10), "Rancher's log collector"));
        assertThat(output(
                        "eks/docker/docker-info.txt",
                        "Cannot connect to the Docker daemon at unix:///x. Is it running?\n"))
                .isInstanceOf(Reading.Failed.class);
        assertThat(output("eks/docker/docker-ps.txt", "CONTAINER ID   IMAGE\n")).isInstanceOf(Reading.Seen.class);
    }

    @Test
    void anyOtherFileIsNoOutput() {
        assertThatThrownBy(() -> output("x/docker-ps.txt.old", "")).isInstanceOf(FileFormatException.class);
    }
}
