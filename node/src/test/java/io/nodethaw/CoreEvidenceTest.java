package io.nodethaw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.nodethaw.analysis.Verdict;
import io.nodethaw.collect.Host;
import io.nodethaw.core.FakeCore;
import io.nodethaw.core.Machine;
import io.nodethaw.format.Assembly;
import io.nodethaw.format.FileFormatException;
import io.nodethaw.format.Head;
import io.nodethaw.format.Piece;
import io.nodethaw.format.core.CoreFiles;
import io.nodethaw.golang.FakeGo;
import io.nodethaw.memory.FakeHeap;
import io.nodethaw.report.Ink;
import io.nodethaw.report.OutputFormat;
import io.nodethaw.report.Report;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A core is judged by the rules of a live node. */
class CoreEvidenceTest {
    private static final int WRITABLE = 6;
    private static final int EVERYTHING = 7;
    private static final int EPOLL_WAIT = 232;

    private final Program program = new Program(new Host(Path.of("/nowhere"), InstantSource.fixed(Instant.EPOCH)));

    @TempDir
    Path folder;

    private Piece read(byte[] core) throws IOException {
        var file = Files.write(folder.resolve("core"), core);
        return new CoreFiles().read(file, InputStream.nullInputStream(), "core");
    }

    private static byte[] systemd(long messages) {
        return new FakeCore(Machine.X86_64)
                .inCall(812, EPOLL_WAIT, 4, 0x1000, 10, -1)
                .process(812, "systemd", "/lib/systemd/systemd")
                .memory(FakeHeap.START, FakeHeap.ofSystemd(messages), WRITABLE)
                .memory(0x7f00_0000_0000L, new byte[0x1000], EVERYTHING)
                .file(0x7f00_0000_0000L, 0x7f00_0000_1000L, 0, "/usr/lib/systemd/libsystemd-shared-252.so")
                .bytes();
    }

    private Verdict judged(byte[] core) throws IOException {
        return program.judge(Assembly.of(List.of(read(core))).getFirst().evidence())
                .verdict();
    }

    @Test
    void aCoreOfADeafSystemdProvesTheCauseAlone() throws IOException {
        var node = Assembly.of(List.of(read(systemd(1L << 32)))).getFirst();
        var judged = program.judge(node.evidence());
        assertThat(judged.verdict().state()).isEqualTo(Verdict.State.STALLED);
        assertThat(judged.verdict().findings())
                .anyMatch(finding -> finding.code().equals("systemd.deaf-on-bus"));
        var text = new Report(judged.verdict(), judged.graph(), judged.view(), judged.triage(), "t", "core", List.of())
                .print(OutputFormat.WIDE, new Ink(false, true));
        assertThat(text).contains("sd-bus cookie overflow: counter in PID 1 is 4294967296, proven");
    }

    @Test
    void aCoreOfAHealthySystemdAccusesNobody() throws IOException {
        var verdict = judged(systemd(5000));
        assertThat(verdict.state()).isNotEqualTo(Verdict.State.STALLED).isNotEqualTo(Verdict.State.HEALTHY);
        assertThat(verdict.findings()).noneMatch(finding -> finding.code().equals("systemd.deaf-on-bus"));
    }

    @Test
    void goroutinesOfACoreAreThoseOfItsProcess() throws IOException {
        var piece = read(new FakeCore(Machine.X86_64)
                .inCall(7, 0, 5)
                .process(7, "mainer", "mainer")
                .auxv(FakeGo.auxv())
                .memory(FakeGo.START, FakeGo.of(24).bytes(), EVERYTHING)
                .bytes());
        assertThat(piece.processes()).hasSize(1);
        assertThat(piece.processes().getFirst().pid()).contains(7);
        assertThat(piece.processes().getFirst().goroutines()).hasSize(3);
        assertThat(piece.tasks())
                .anyMatch(task -> task.call()
                        .filter(call -> call.name().equals("read") && call.fd().equals(Optional.of(5)))
                        .isPresent());
    }

    @Test
    void aCoreIsRecognisedByItsContentAndRefusedWithinAnArchive() throws IOException {
        var core = systemd(1);
        var head = Head.of(new BufferedInputStream(new ByteArrayInputStream(core), Head.MOST * 2));
        assertThat(new CoreFiles().recognises(head)).isTrue();
        core[16] = 2; // a program
        assertThat(new CoreFiles().recognises(Head.of(new BufferedInputStream(new ByteArrayInputStream(core)))))
                .isFalse();
        assertThat(new CoreFiles().recognises(new Head(""))).isFalse();
        assertThatExceptionOfType(FileFormatException.class)
                .isThrownBy(() -> new CoreFiles().read(new ByteArrayInputStream(core), "x"))
                .withMessageContaining("a file of its own");
    }
}
