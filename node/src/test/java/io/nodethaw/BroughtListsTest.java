package io.nodethaw;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Lists that tools print of a node: who has what open, what is locked, what systemd says. */
class BroughtListsTest {
    private static final String PS = """
        PID PPID STAT COMMAND
        1 0 Ss systemd
        2 0 S [kthreadd]
        640 1 Ssl containerd
        731 1 Ssl dockerd
        900 1 Ssl kubelet
        300 229 S runc
        """;

    private static final String LSOF = """
        COMMAND   PID USER   FD TYPE             DEVICE SIZE/OFF  NODE NAME
        runc      300 root   9u unix 0xffff8d72b9861400      0t0 84611 type=STREAM
        container 640 root  txt  REG                8,2     4096 66890 /usr/bin/containerd
        container 640 root  12u unix 0xffff8d72b9861800      0t0 84610 /run/containerd/x.sock type=STREAM
        """;

    private static final String SS = """
        Netid State  Recv-Q Send-Q Local Address:Port           Peer Address:Port
        u_str ESTAB  4096   0      /run/containerd/x.sock 84610 * 84611
        u_str ESTAB  0      4096   * 84611                      * 84610
        """;

    @Test
    void aCallInStraceLeadsOverASocketToWhoHasTheOtherEnd() throws IOException {
        var strace = "300 10:00:01 sendto(9, \"...\", 64, 0, NULL, 0 <unfinished ...>\n";
        var text = Brought.verdict(PS, strace, LSOF, SS);
        assertThat(text).contains("socket 84611").containsPattern("runc 300 .*containerd 640");
        assertThat(Brought.verdict(SS, LSOF, strace, PS))
                .contains("socket 84611")
                .containsPattern("runc 300 .*containerd 640");
    }

    @Test
    void listsAloneAccuseNobody() throws IOException {
        assertThat(Brought.verdict(PS, LSOF, SS)).startsWith("UNCLEAR").doesNotContain("STALLED", "inferred");
        assertThat(Brought.verdict(LSOF)).startsWith("UNCLEAR");
        assertThat(Brought.verdict(SS)).startsWith("UNCLEAR");
    }

    @Test
    void openFilesOfKubeletAloneDoNotShowThatItHasNoRuntime() throws IOException {
        assertThat(Brought.verdict(
                        """
                        COMMAND PID USER FD TYPE DEVICE SIZE/OFF NODE NAME
                        kubelet 900 root 3u unix 0xff 0t0 7 type=STREAM
                        """, "LISTEN 0 4096 127.0.0.1:10248 0.0.0.0:* users:((\"kubelet\",pid=900,fd=20))\n"))
                .startsWith("UNCLEAR")
                .doesNotContain("no-runtime", "not running");
    }

    @Test
    void whoHoldsTheLockOfADatabaseThatARuntimeWaitsFor() throws IOException {
        var text = Brought.verdict("""
            COMMAND    PID  TYPE SIZE MODE   M START END PATH
            containerd 640 FLOCK  64K WRITE  0     0   0 /var/lib/containerd/io.containerd.metadata.v1.bolt/meta.db
            containerd 655 FLOCK      WRITE* 0     0   0 /var/lib/containerd/io.containerd.metadata.v1.bolt/meta.db
            """);
        assertThat(text).contains("meta.db").containsPattern("containerd 655 .*containerd 640");
    }

    @Test
    void aLockOfSomebodyElseAccusesNobody() throws IOException {
        assertThat(Brought.verdict("""
            COMMAND  PID  TYPE SIZE MODE   M START END PATH
            apt      640 FLOCK   0B WRITE  0     0   0 /var/lib/dpkg/lock
            unattend 655 FLOCK   0B WRITE* 0     0   0 /var/lib/dpkg/lock
            """)).startsWith("UNCLEAR").doesNotContain("dpkg");
    }

    @Test
    void aRuntimeThatHasFailedAndIsMeantToRun() throws IOException {
        var units = """
              UNIT               LOAD   ACTIVE SUB     DESCRIPTION
              kubelet.service    loaded active running kubelet
            * containerd.service loaded failed failed  containerd container runtime

            UNIT FILE          STATE   VENDOR PRESET
            containerd.service enabled enabled
            """;
        assertThat(Brought.verdict("PID PPID STAT COMMAND\n1 0 Ss systemd\n900 1 Ssl kubelet\n", units))
                .contains("containerd.dead");
        assertThat(Brought.verdict(PS, units)).startsWith("UNCLEAR").doesNotContain("containerd.dead");
    }

    @Test
    void unitsThatRunOrAreSwitchedOffAccuseNobody() throws IOException {
        assertThat(Brought.verdict("""
              UNIT               LOAD      ACTIVE   SUB     DESCRIPTION
              containerd.service loaded    active   running containerd container runtime
              docker.service     not-found inactive dead    docker.service
              crio.service       masked    failed   failed  crio.service
            """)).startsWith("UNCLEAR").doesNotContain("dead");
    }

    @Test
    void aFullFileSystemOfTheRuntime() throws IOException {
        assertThat(Brought.verdict("""
            Filesystem     1K-blocks     Used Available Use% Mounted on
            /dev/vda1       20509264 20509264         0 100% /var/lib/containerd
            /dev/loop3         56832    56832         0 100% /snap/core18/2253
            """)).contains("kernel.file-system-full", "/var/lib/containerd");
    }

    @Test
    void fileSystemsThatAreFullElsewhereAccuseNobody() throws IOException {
        assertThat(Brought.verdict("""
            Filesystem     1K-blocks     Used Available Use% Mounted on
            /dev/vda1       20509264 10509264   9000000  54% /
            /dev/vdb        20509264 20509264         0 100% /data
            """)).startsWith("UNCLEAR").doesNotContain("file-system-full");
    }

    @Test
    void whatBeganToEndAndCannotLeadsToItsLastThreads() throws IOException {
        assertThat(Brought.verdict("""
                        PID PPID STAT COMMAND
                        1 0 Ss systemd
                        640 1 Ssl containerd
                        700 1 Sl containerd-shim
                        740 700 Zsl [java] <defunct>
                        """))
                .startsWith("UNCLEAR undetermined below the last threads of java 740")
                .contains("/proc/PID/task/*/stack");
        assertThat(Brought.verdict("""
                        PID PPID LWP STAT WCHAN COMMAND
                        1 0 1 Ss ep_poll systemd
                        700 1 700 Sl futex_wait_queue containerd-shim
                        740 700 740 Zsl - java <defunct>
                        740 700 751 Dsl rpc_wait_bit_killable java
                        """))
                .startsWith("UNCLEAR")
                .contains("java 740 waits for a file server", "kernel.task-held");
    }

    @Test
    void programOfAUserMayEndItsFirstThread() throws IOException {
        assertThat(Brought.verdict("""
                        PID PPID STAT COMMAND
                        1 0 Ss systemd
                        640 1 Ssl containerd
                        700 640 Ss bash
                        740 700 Zl worker
                        750 700 Z sleep
                        """)).doesNotContain("worker 740", "last threads");
    }

    @Test
    void runtimeOfAShimThatIsAsOldAsADayIsOverdue() throws IOException {
        var list = """
                USER         PID    PPID %%CPU %%MEM    VSZ   RSS TTY      STAT START   TIME COMMAND
                root           1       0  0.0  0.0 191000  4000 ?        Ss   Jan01  10:00 /usr/lib/systemd/systemd
                root     3806126       1  0.0  0.1 108780 51284 ?        S<l  Jan09   3:36 containerd-shim -namespace x
                4294967+ 3806172 3806126  0.0  0.0   1120     0 ?        Ss   Jan09   0:00 /tmp/an-init
                root     3813828 3806126  %s  0.0 307000 10916 ?        S<l  %s runc --root /run/x kill --all 4bbf 9
                """;
        assertThat(Brought.verdict(list.formatted("13.9", "Jan09 1577:16")))
                .startsWith("UNCLEAR")
                .contains("runc 3813828", "unfinished work", "at least 7 d");
        assertThat(Brought.verdict(list.formatted("13.9", "Jan09 1577:16").replace("Ss   Jan09", "Ds   Jan09")))
                .startsWith("UNCLEAR could not tell: kernel the kernel: an-init 3806172")
                .contains("an-init 3806172 of the same shim is in state D");
        assertThat(Brought.verdict(list.formatted(" 0.0", "10:00    0:00"))).doesNotContain("unfinished work");
    }

    @Test
    void dayOfAStartCountsBesideATimeOfToday() throws IOException {
        var list = """
                UID          PID    PPID  C STIME TTY          TIME CMD
                root           1       0  0  2018 ?        00:10:00 /usr/lib/systemd/systemd
                root         700       1  0 Jan09 ?        00:00:00 containerd-shim -namespace x
                root         740     700  0 Jan09 ?        00:00:00 runc --root /run/x delete 4bbf
                root         900       1  0 %s ?        00:00:00 ps -ef
                """;
        assertThat(Brought.verdict(list.formatted("09:12"))).contains("runc 740", "unfinished work", "at least 9 h");
        assertThat(Brought.verdict(list.formatted("Jan09"))).doesNotContain("unfinished work");
    }
}
