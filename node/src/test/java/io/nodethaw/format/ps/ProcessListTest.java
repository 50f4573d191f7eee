package io.nodethaw.format.ps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.format.FileFormatException;
import io.nodethaw.format.Head;
import io.nodethaw.format.Piece;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessListTest {
    private final ProcessList format = new ProcessList();

    private Piece read(String text) throws IOException {
        return format.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "x");
    }

    private List<String> told(String text) throws IOException {
        return read(text).evidence().seen(ProcessTable.TYPE).orElseThrow().processes().stream()
                .map(process ->
                        process.comm() + " " + process.pid() + " below " + process.parent() + " " + process.state())
                .toList();
    }

    private boolean recognises(String text) throws IOException {
        return format.recognises(
                Head.of(new BufferedInputStream(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))));
    }

    @Test
    void pidParentStateAndComm() throws IOException {
        var text = """
                    PID    PPID STAT COMMAND
                      1       0 Ss   systemd
                    640       1 Ssl  containerd
                1234567     640 D<l  runc:[2:INIT]
                     77       1 S    tmux: server
                """;
        assertThat(recognises(text)).isTrue();
        assertThat(told(text))
                .containsExactly(
                        "systemd 1 below 0 S",
                        "containerd 640 below 1 S",
                        "runc:[2:INIT] 1234567 below 640 D",
                        "tmux: server 77 below 1 S");
    }

    @Test
    void whatIsNotListedIsNotKnown() throws IOException {
        var process = read("PID PPID STAT COMMAND\n7 1 S sh\n")
                .evidence()
                .seen(ProcessTable.TYPE)
                .orElseThrow()
                .processes()
                .getFirst();
        assertThat(process.startTicks()).isEmpty();
        assertThat(process.cpuTicks()).isEmpty();
        assertThat(process.isKernelThread()).isFalse();
    }

    @Test
    void fullListsTellTheProgramOfACommandLineAndNoState() throws IOException {
        var text = """
                UID          PID    PPID  C STIME TTY          TIME CMD
                root           1       0  0 Oct25 ?        00:00:09 /sbin/init splash
                root           2       0  0 Oct25 ?        00:00:00 [kthreadd]
                systemd+     640       1  0 12:31 ?        1-02:03:04 /usr/bin/containerd --config /etc/x
                root         700     640  0 2018  ?        00:00:00 [runc] <defunct>
                """;
        assertThat(told(text))
                .containsExactly(
                        "init 1 below 0 ?", "kthreadd 2 below 0 ?", "containerd 640 below 1 ?", "runc 700 below 640 ?");
    }

    @Test
    void aTimeOfFiveWordsIsOneCell() throws IOException {
        assertThat(told("PID PPID STARTED STAT COMMAND\n7 1 Tue Jan  2 03:04:05 2026 D nfsd\n"))
                .containsExactly("nfsd 7 below 1 D");
    }

    @Test
    void marksColoursPagesAndCommandLinesBeforeAreNoMatter() throws IOException {
        var lines = List.of(
                "\ufeff$ ps -eo pid,ppid,s,comm",
                "PID PPID S COMMAND",
                "7 1 \u001b[1mS\u001b[0m sh",
                "",
                "PID PPID S COMMAND",
                "8 1 S sh",
                "");
        var text = String.join("\r\n", lines);
        assertThat(recognises(text)).isTrue();
        assertThat(told(text)).containsExactly("sh 7 below 1 S", "sh 8 below 1 S");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"PID\n", "pid ppid comm\n", "{\"PID\":1}", "COMMAND PID USER FD TYPE DEVICE NAME\n", "\0\0"})
    void otherTextsAreNotTaken(String text) throws IOException {
        assertThat(recognises(text)).isFalse();
    }

    @Test
    void linesThatAreBrokenAreToldAndTheOthersUsed() throws IOException {
        var piece = read("PID PPID STAT COMMAND\n7 1 S sh\nx y\n99999999999 1 S sh\n8 1\n");
        assertThat(piece.notes()).hasSize(3).first().asString().contains("x:3: no process in this line");
        assertThat(piece.evidence().seen(ProcessTable.TYPE).orElseThrow().processes())
                .hasSize(1);
    }

    @Test
    void aListWithoutAProcessIsRefused() {
        assertThatThrownBy(() -> read("PID PPID STAT COMMAND\n")).isInstanceOf(FileFormatException.class);
    }

    @Test
    void anEndlessLineIsBounded() throws IOException {
        assertThat(told("PID PPID STAT COMMAND\n7 1 S " + "x".repeat(1_000_000) + "\n"))
                .containsExactly("x".repeat(15) + " 7 below 1 S");
    }
}
