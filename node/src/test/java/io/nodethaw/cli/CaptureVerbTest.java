package io.nodethaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Containers;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.FileLocks;
import io.nodethaw.evidence.KernelLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureVerbTest {
    @TempDir
    private Path folder;

    private final FakeConsole console = new FakeConsole();

    private void stall() {
        console.tools.evidence = FakeTools.node()
                .seen(FileLocks.TYPE, "", new FileLocks(List.of()))
                .build();
    }

    @Test
    void theVerdictComesFirstAndTheFileIsNamed() throws IOException {
        stall();
        var file = folder.resolve("n.tar.gz");
        assertThat(console.run("capture", file.toString())).isZero();
        assertThat(console.err()).startsWith("STALLED");
        assertThat(console.out()).isEqualTo(file + "\n");
        assertThat(console.tools.calls).containsExactly("look 1000", "read 3", "codec", "write n.tar.gz");
        assertThat(console.run("analyze", file.toString())).isEqualTo(1);
        assertThat(console.out()).startsWith("STALLED  ").doesNotContain(file.toString());
        assertThat(Files.size(file)).isLessThan(64 << 10);
    }

    @Test
    void noNameIsInARedactedCapture() throws IOException, InterruptedException {
        stall();
        console.tools.evidence = console.tools.evidence.toBuilder()
                .seen(
                        Containers.TYPE,
                        "docker /run/docker.sock",
                        new Containers(List.of(new Containers.Container("a1".repeat(32), "acme-web"))))
                .build();
        var file = folder.resolve("n.tar.gz");
        assertThat(console.run("capture", "--redact", file.toString())).isZero();
        assertThat(console.run("analyze", file.toString())).isEqualTo(1);
        var unpacked = new ProcessBuilder("tar", "xzOf", file.toString()).start();
        var text = new String(unpacked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(text)
                .contains("redacted\tyes", "/run/docker.sock")
                .doesNotContain("acme", "a1a1a1")
                .containsPattern("[a-z]{4}-[a-z]{4}");
    }

    @Test
    void anArchiveOnStdoutIsAlone() {
        stall();
        assertThat(console.run("capture", "-", "-q")).isZero();
        assertThat(console.err()).isEmpty();
        assertThat(console.bytes()).startsWith(0x1f, 0x8b);
        assertThat(console.tools.calls).noneMatch(call -> call.startsWith("write"));
    }

    @Test
    void whatCouldNotBeWrittenIsToldWithCodeTwo() {
        console.tools.unwritten = Optional.of("the disk took no data for 4 s");
        assertThat(console.run("capture", "/run/n.tar.gz")).isEqualTo(2);
        assertThat(console.err())
                .contains("/run/n.tar.gz: not written: the disk took no data for 4 s")
                .contains("capture - >");
        console.outputFailure = Optional.of("No space left on device");
        assertThat(console.run("capture", "-")).isEqualTo(2);
    }

    @Test
    void aNodeOfWhichNothingIsSeenIsNotCaptured() {
        console.tools.evidence = new Evidence.Builder(FakeTools.AT).build();
        assertThat(console.run("capture", "-")).isEqualTo(2);
        assertThat(console.out()).isEmpty();
    }

    @Test
    void wrongUseIsRefused() {
        for (var size : List.of("63K", "2G", "12", "M", "-1M")) {
            assertThat(console.run("capture", "--max-size", size)).as(size).isEqualTo(64);
        }
        assertThat(console.run("capture", "a", "b")).isEqualTo(64);
        assertThat(console.run("capture", "")).isEqualTo(64);
        console.terminal = true;
        assertThat(console.run("capture", "-")).isEqualTo(64);
        assertThat(console.tools.calls).doesNotContain("read 3");
    }

    @Test
    void whatTheLookHasReadIsNotReadAgain() {
        console.tools.evidence = FakeTools.node()
                .seen(KernelLog.TYPE, "", new KernelLog(List.of()))
                .build();
        console.run("capture", "-");
        assertThat(console.tools.calls).contains("read 2");
    }

    @Test
    void aFileWithTheNameOfOurListIsNoCapture() throws IOException {
        Files.writeString(
                folder.resolve("MANIFEST"), "goroutine 1 [select, 9 minutes]:\nmain.main()\n\t/x/main.go:1 +0x1\n");
        Files.writeString(folder.resolve("ps.txt"), "PID PPID STAT COMMAND\n1 0 S systemd\n");
        console.run("analyze", "-o", "wide", folder.toString());
        assertThat(console.out()).contains("MANIFEST (a goroutine dump)").contains("ps.txt (a list");
    }
}
