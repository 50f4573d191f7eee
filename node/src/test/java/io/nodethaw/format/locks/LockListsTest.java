package io.nodethaw.format.locks;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.FileLocks;
import io.nodethaw.format.Finder;
import io.nodethaw.format.Piece;
import io.nodethaw.format.Texts;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LockListsTest {
    private static final String LISTED = """
        COMMAND           PID   TYPE SIZE MODE   M START END PATH
        containerd      32062  FLOCK  64K WRITE  0     0   0 /var/lib/containerd/io.containerd.metadata.v1.bolt/meta.db
        containerd      32099  FLOCK      WRITE* 0     0   0 /var/lib/containerd/io.containerd.metadata.v1.bolt/meta.db
        my daemon         700  POSIX   3B READ   0    10  20 /run/with blank.pid
        other             701  POSIX   3B WRITE* 0    15  15 /run/with blank.pid
        third             702  POSIX   3B WRITE* 0    30   0 /run/with blank.pid
        (undefined)        -1 OFDLCK   0B READ   0     0   0 /dev...
        x                 703  FLOCK      WRITE* 0     0   0 /run...
        """;

    private static final String KERNEL = """
        1: FLOCK  ADVISORY  WRITE 35420 fc:01:774171 0 EOF
        1: -> FLOCK  ADVISORY  WRITE 35421 fc:01:774171 0 EOF
        1:   -> FLOCK  ADVISORY  WRITE 35422 fc:01:774171 0 EOF
        2: OFDLCK ADVISORY  READ -1 00:06:6 0 EOF
        3: POSIX  MANDATORY READ  702 00:1a:476 10 20
        """;

    private static Piece read(String text, Finder finder) throws IOException {
        return Texts.read(text, finder);
    }

    private static List<String> locks(Piece piece) {
        return piece.evidence().seen(FileLocks.TYPE).orElseThrow().locks().stream()
                .map(lock -> lock.id() + (lock.waiting() ? " waits " : " has ") + lock.kind() + " " + lock.access()
                        + " " + lock.pid() + " " + lock.file() + " " + lock.range())
                .toList();
    }

    @Test
    void whoHoldsAndWhoWaits() throws IOException {
        assertThat(locks(read(LISTED, new LockLists())))
                .containsExactly(
                        "0 has FLOCK WRITE 32062 /var/lib/containerd/io.containerd.metadata.v1.bolt/meta.db 0 EOF",
                        "0 waits FLOCK WRITE 32099 /var/lib/containerd/io.containerd.metadata.v1.bolt/meta.db 0 EOF",
                        "2 has POSIX READ 700 /run/with blank.pid 10 20",
                        "2 waits POSIX WRITE 701 /run/with blank.pid 15 15",
                        "4 waits POSIX WRITE 702 /run/with blank.pid 30 EOF");
        assertThat(read(LISTED, new LockLists()).tasks())
                .extracting(Piece.Task::comm)
                .containsExactly("containerd", "containerd", "my daemon", "other", "third");
    }

    @Test
    void blockerAndInodeWhereTheyAreListed() throws IOException {
        assertThat(locks(read("""
            COMMAND PID TYPE SIZE INODE MAJ:MIN MODE M START END PATH BLOCKER
            a 11 FLOCK 0B 774171 252:1 READ 0 0 0 /run/x
            b 12 FLOCK 0B 774171 252:1 READ 0 0 0 /run/x
            c 13 FLOCK 0B 774171 252:1 WRITE* 0 0 0 /run... 12
            """, new LockLists())))
                .containsExactly(
                        "0 has FLOCK READ 11 fc:01:774171 0 EOF",
                        "1 has FLOCK READ 12 fc:01:774171 0 EOF",
                        "1 waits FLOCK WRITE 13 fc:01:774171 0 EOF");
    }

    private static final String BLOCKED = """
            COMMAND           PID  TYPE SIZE MODE   M START END PATH              BLOCKER
            iptables-restor 24881 FLOCK   0B WRITE* 0     0   0 /run/xtables.lock   24870
            kube-proxy      24870 FLOCK   0B WRITE  0     0   0 /run/xtables.lock
            """;

    private static List<String> calls(String text) throws IOException {
        return read(text, new LockLists()).tasks().stream()
                .filter(task -> task.call().isPresent())
                .map(task -> task.pid().orElseThrow() + " "
                        + task.call().orElseThrow().name() + " "
                        + task.call().orElseThrow().target().orElse("?"))
                .toList();
    }

    @Test
    void whoIsShownWithItsBlockerIsInTheCall() throws IOException {
        assertThat(calls(BLOCKED)).containsExactly("24881 flock /run/xtables.lock");
        assertThat(calls(BLOCKED.replace("FLOCK", "POSIX"))).containsExactly("24881 fcntl /run/xtables.lock");
        assertThat(calls(LISTED)).isEmpty();
        assertThat(calls(BLOCKED.replace(" 24870\nkube", "\nkube").replace("WRITE*", "WRITE ")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/home/me/x.lock",
                "/var/lib/dpkg/lock",
                "/run/lock/backup",
                "/var/lock/backup",
                "/run/user/0/x",
                "/data/pg/x"
            })
    void locksOfUsersAndPackageManagersAreNotWhatItIsAbout(String file) throws IOException {
        assertThat(calls(BLOCKED.replace("/run/xtables.lock", file))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/var/lib/cni/networks/net/lock", "/var/run/docker/x", "/run/lock/lvm/V_vg0", "/etc/cni/net.d/x"
            })
    void locksOfTheNodeAre(String file) throws IOException {
        assertThat(calls(BLOCKED.replace("/run/xtables.lock", file))).containsExactly("24881 flock " + file);
        assertThat(calls(BLOCKED.replace("/run/xtables.lock", file).replace("iptables-restor", "flock          ")))
                .isEmpty();
    }

    @Test
    void blockerThatHasNoRowHoldsTheLock() throws IOException {
        assertThat(locks(read(BLOCKED.replaceAll("(?m)^kube.*\\R", ""), new LockLists())))
                .containsExactly(
                        "1 waits FLOCK WRITE 24881 /run/xtables.lock 0 EOF",
                        "1 has FLOCK WRITE 24870 /run/xtables.lock 0 EOF");
        assertThat(locks(read(
                        BLOCKED.replaceAll("(?m)^kube.*\\R", "").replace("/run/xtables.lock", "/run..."),
                        new LockLists())))
                .containsExactly(
                        "1 waits FLOCK WRITE 24881 of which only its holder 24870 is told 0 EOF",
                        "1 has FLOCK WRITE 24870 of which only its holder 24870 is told 0 EOF");
    }

    @Test
    void columnsMayBeChosen() throws IOException {
        assertThat(locks(read("""
                        PID COMMAND TYPE PATH BLOCKER
                        2900 dockerd FLOCK /var/lib/x/meta.db
                        3001 containerd FLOCK /var/lib/x/meta.db 2900
                        """, new LockLists())))
                .containsExactly(
                        "0 has FLOCK WRITE 2900 /var/lib/x/meta.db 0 EOF",
                        "0 waits FLOCK WRITE 3001 /var/lib/x/meta.db 0 EOF");
        assertThat(locks(read("""
                        COMMAND PID BLOCKER MODE SIZE PATH
                        a 11 WRITE /run/x
                        b 12 11 WRITE* 3B /run/x
                        c 13 11 WRITE* /run/x
                        some thing
                        """, new LockLists())))
                .containsExactly(
                        "0 has FLOCK WRITE 11 /run/x 0 EOF",
                        "0 waits FLOCK WRITE 12 /run/x 0 EOF",
                        "0 waits FLOCK WRITE 13 /run/x 0 EOF");
    }

    @Test
    void locksOfTheKernel() throws IOException {
        assertThat(locks(read(KERNEL, new KernelLocks())))
                .containsExactly(
                        "1 has FLOCK WRITE 35420 fc:01:774171 0 EOF",
                        "1 waits FLOCK WRITE 35421 fc:01:774171 0 EOF",
                        "1 waits FLOCK WRITE 35422 fc:01:774171 0 EOF",
                        "2 has OFDLCK READ -1 00:06:6 0 EOF",
                        "3 has POSIX READ 702 00:1a:476 10 20");
        assertThat(locks(read(KERNEL.replaceAll("(?m)^", "/proc/locks:"), new KernelLocks())))
                .hasSize(5);
    }

    @Test
    void listWithoutALockIsKnown() throws IOException {
        assertThat(locks(read("COMMAND PID TYPE SIZE MODE M START END PATH\n", new LockLists())))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COMMAND PID USER FD TYPE DEVICE SIZE/OFF NODE NAME\nsystemd 1 root 4u REG 8,2 0 1 /x\n",
                "1: lo: <LOOPBACK,UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000\n",
                "12: FLOCK is what I saw, EOF\n"
            })
    void areTakenForNothingElse(String text) throws IOException {
        assertThat(Texts.recognises(text, new LockLists(), new KernelLocks())).isFalse();
    }

    @Test
    void brokenAndEndlessRows() throws IOException {
        assertThat(locks(read(LISTED + "a 99999999999 FLOCK WRITE 0 0 0 /x\na 1 FLOCK\n", new LockLists())))
                .hasSize(5);
        assertThat(locks(read(
                        KERNEL + "1: FLOCK " + " x".repeat(1 << 20) + "\n4: FLOCK ADVISORY WRITE 1\n",
                        new KernelLocks())))
                .hasSize(5);
    }
}
