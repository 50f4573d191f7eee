package io.nodethaw.format.ps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodethaw.evidence.Logged;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.format.FileFormatException;
import io.nodethaw.format.Piece;
import io.nodethaw.format.Texts;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessListsTest {
    private Piece read(String text) throws IOException {
        return Texts.read(text, new ProcessLists());
    }

    private List<String> told(String text) throws IOException {
        return read(text).evidence().seen(ProcessTable.TYPE).orElseThrow().processes().stream()
                .map(process ->
                        process.comm() + " " + process.pid() + " below " + process.parent() + " " + process.state())
                .toList();
    }

    private boolean recognises(String text) throws IOException {
        return Texts.recognises(text, new ProcessLists());
    }

    @Test
    void usersWithoutANameAreNumbers() throws IOException {
        assertThat(told("""
                it shows:
                root     601  0.0  0.1 108780 51284 ?        S<l  Jan09   3:36 containerd-shim -namespace x
                4294967+ 602  0.0  0.0   1120     0 ?        D<s  Jan09   0:00  \\_ /tmp/an-init
                2000     603  0.0  0.0   1120     0 ?        S    Jan09   0:00  \\_ sshd
                """)).contains("an-init 602 below 601 D", "sshd 603 below 601 S");
    }

    private ProcessTable.Entry process(int pid, String text) throws IOException {
        return read(text)
                .evidence()
                .seen(ProcessTable.TYPE)
                .orElseThrow()
                .find(pid)
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PID PPID STAT COMMAND\n40 1 Zsl [java] <defunct>\n",
                "S PID PPID NLWP CMD\nZ 40 1 7 [java] <defunct>\n",
                "PID PPID LWP S COMMAND\n40 1 40 Z java <defunct>\n40 1 41 D java\n",
                "PID PPID LWP S COMMAND\n40 1 41 D java\n40 1 40 Z java <defunct>\n"
            })
    void processWhoseFirstThreadAloneHasEndedIsNotGone(String list) throws IOException {
        assertThat(process(40, list).isEnding()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PID PPID STAT COMMAND\n40 1 Zs [java] <defunct>\n",
                "PID PPID STAT COMMAND\n40 1 Ssl java\nPID PPID STAT COMMAND\n40 1 Z java <defunct>\n",
                "PID PPID LWP S COMMAND\n40 1 40 S java\n40 1 41 Z java <defunct>\n",
                "PID PPID LWP S COMMAND\n40 1 41 Z java\n40 1 40 S java\n"
            })
    void othersAreNotEnding(String list) throws IOException {
        assertThat(process(40, list).isEnding()).isFalse();
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
    void aTreeTellsParentsWhereNoColumnDoes() throws IOException {
        assertThat(told("""
                USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND
                root           1  0.0  0.1 168000 12000 ?        Ss   19:18   0:00 /sbin/init
                root         224  0.0  0.0 1315496 11648 ?       Sl   19:18   0:00 /usr/bin/containerd-shim-runc-v2 -namespace moby
                root         246  0.0  0.0 1311168 10492 ?       Sl   19:18   0:00  \\_ runc --root /x create 1
                root         268  0.0  0.0  11224  1636 ?        S    19:18   0:00  |   \\_ runc init
                root         270  0.0  0.0  11224  1636 ?        S    19:18   0:00  \\_ sleep 60
                root         300  0.0  0.0  11224  1636 ?        S    19:18   0:00 sh
                """))
                .containsExactly(
                        "init 1 below 0 S",
                        "containerd-shim 224 below 0 S",
                        "runc 246 below 224 S",
                        "runc:[2:INIT] 268 below 246 S",
                        "sleep 270 below 224 S",
                        "sh 300 below 0 S");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WHO  UID USER PID COMM     WHAT     WHY  MODE\nlogind 0 root 754 systemd-lo shutdown why delay\n",
                "        NS TYPE   NPROCS   PID USER   COMMAND\n4026531834 time      133     1 root   /sbin/init\n",
            })
    void listsOfOtherThingsThatNameProcessesAreNone(String text) throws IOException {
        assertThat(recognises(text)).isFalse();
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
    void theCommandMayStandBeforeOtherColumns() throws IOException {
        assertThat(told("""
                  PID  PPID CMD                         WCHAN             S
                  912     1 /usr/bin/dockerd -H fd://   ep_poll           S
                 4378   912 runc init                   do_exit           D
                """)).containsExactly("dockerd 912 below 1 S", "runc:[2:INIT] 4378 below 912 D");
        assertThat(
                        told(
                                "# ps -eo pid,lstart,cmd,state |grep 4378\n 4378 Mon Sep 30 00:53:38 2024 /usr/bin/dockerd -D    D\n"))
                .containsExactly("dockerd 4378 below 0 D");
    }

    @Test
    void aLineOfALongListIsKnownWithoutItsHeader() throws IOException {
        assertThat(
                        told(
                                "5 D root      14378  13862  0  80   0 - 269979 refrig Sep30 ?       00:00:00 /usr/bin/runc init\n"))
                .containsExactly("runc:[2:INIT] 14378 below 13862 D");
    }

    @Test
    void aFrozenTaskIsNoWaitForADisk() throws IOException {
        var lines = "  PID S WCHAN          COMMAND\n   77 D __refrigerator java\n   78 D io_schedule    java\n";
        assertThat(read(lines).evidence().allSeen(Logged.TYPE)).singleElement().satisfies(said -> {
            assertThat(said.sign()).isEqualTo(Logged.Sign.FROZEN);
            assertThat(said.about()).isEqualTo("the cgroup of process 77");
        });
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

    @Test
    void aListWithinAPersonsTextEndsWhereTheTextGoesOn() throws IOException {
        var text = """
                We looked at the node:
                $ ps -eo pid,ppid,stat,wchan:20,comm
                PID PPID STAT WCHAN COMMAND
                1 0 Ss ep_poll systemd
                812 1 Dsl rpc_wait_bit_killable kubelet

                As you can see kubelet hangs there since
                yesterday and we do not know what to do
                about it at all, nothing else of note
                here and there or anywhere else to be
                found by anybody who looks for it, so
                we ask you for help with it
                """;
        var piece = read(text);
        assertThat(piece.notes()).isEmpty();
        assertThat(told(text)).containsExactly("systemd 1 below 0 S", "kubelet 812 below 1 D");
        assertThat(piece.tasks()).singleElement().satisfies(task -> {
            assertThat(task.tid()).contains(812);
            assertThat(task.state()).isEqualTo('D');
            assertThat(task.wchan()).isEqualTo("rpc_wait_bit_killable");
        });
    }

    @Test
    void theColumnsAreThoseOfTheCommandWhereTheHeaderWasFilteredOut() throws IOException {
        assertThat(
                        told(
                                "# ps -eo pid,ppid,stat,wchan:30,comm | awk '$3 ~ /D/'\n  812 1 Dsl nfs_wait_bit_killable kubelet\n"))
                .containsExactly("kubelet 812 below 1 D");
    }

    @Test
    void linesCutOutOfAFullListNeedNoHeader() throws IOException {
        assertThat(
                        told(
                                "these hang:\nroot     26579  1303  0  2018 ?        00:00:00 runc --systemd-cgroup events --stats abc\n"))
                .containsExactly("runc 26579 below 1303 ?");
    }

    @Test
    void aThreadThatIsHeldIsToldWithItsProcess() throws IOException {
        var piece = read("""
                UID PID PPID LWP C NLWP S WCHAN STIME TTY TIME CMD
                root 640 1 640 0 9 S futex_wait Oct25 ? 00:00:09 /usr/bin/containerd
                root 640 1 655 0 9 D io_schedule Oct25 ? 00:00:09 /usr/bin/containerd
                """);
        assertThat(piece.tasks()).singleElement().satisfies(task -> {
            assertThat(task.pid()).contains(640);
            assertThat(task.tid()).contains(655);
        });
    }

    @Test
    void linesOfPsAuxMayStandAlone() throws IOException {
        assertThat(told("""
                        these do not end:
                        root      985  0.0  0.0 158716 23116 ?  Ssl  Mar26   0:00 runc init
                        root      812  1.0  0.2 712460 11564 ?  D    02:37   1:44 /usr/bin/docker-containerd-current -l unix:///x
                        """)).containsExactly("runc:[2:INIT] 985 below 0 S", "containerd 812 below 0 D");
    }

    @Test
    void processThatHidesItsCommandLineIsNoThreadOfTheKernel() throws IOException {
        var listed = read("""
                  PID TTY      STAT   TIME COMMAND
                20542 ?        Ds     0:00 [dumb-init]
                   41 ?        D      0:00 [kworker/u16:2+flush-259:0]
                """).evidence().seen(ProcessTable.TYPE).orElseThrow().processes();
        assertThat(listed).extracting(ProcessTable.Entry::isKernelThread).containsExactly(false, true);
    }
}
