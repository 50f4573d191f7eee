package io.nodethaw;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Frozen control groups as people show them: their files, who is in them, and where those sleep. */
class BroughtFreezersTest {
    private static final String LIST = """
            # ps -eo pid,ppid,stat,wchan:20,comm
              PID  PPID STAT WCHAN                COMMAND
                1     0 Ss   ep_poll              systemd
              812     1 Ssl  futex_wait_queue     containerd
             4410     1 Sl   futex_wait_queue     containerd-shim
             9114  4410 S    get_signal           runc:[2:INIT]
            """;

    private static final String POD = "/sys/fs/cgroup/kubepods.slice/kubepods-pod7.slice";
    private static final String CONTAINER = POD + "/cri-containerd-5c1e.scope";

    @Test
    void whoSleepsInTheFreezerIsInTheOnlyGroupThatIsShownFrozen() throws IOException {
        assertThat(Brought.verdict(LIST, POD + "/cgroup.freeze:1\n"))
                .startsWith("STALLED cgroup /kubepods.slice/kubepods-pod7.slice:")
                .contains("runc:[2:INIT] 9114 sleeps in get_signal", "echo 0 > cgroup.freeze");
    }

    @Test
    void whoIsToldToBeInItWaitsForIt() throws IOException {
        assertThat(Brought.verdict(
                        LIST.replace("get_signal ", "do_nanosleep"),
                        POD + "/cgroup.freeze:1\n# cat /proc/9114/cgroup\n0::" + CONTAINER.substring(14) + "\n"))
                .startsWith("STALLED cgroup /kubepods.slice/kubepods-pod7.slice:")
                .contains("runc:[2:INIT] 9114", "is in this cgroup, which is frozen");
    }

    @Test
    void groupOfVersionOneHasItsProcessesToo() throws IOException {
        assertThat(Brought.verdict("""
                        # cat /sys/fs/cgroup/freezer/kubepods/pod7/freezer.state
                        FROZEN
                        # cat /proc/9114/cgroup
                        9:freezer:/kubepods/pod7
                        """))
                .startsWith("STALLED cgroup /kubepods/pod7: frozen")
                .contains("9114", "is in this cgroup, which is frozen", "echo THAWED > freezer.state");
    }

    @Test
    void containerMayHaveBeenPausedAndAServiceMayHaveBeenFrozenByHand() throws IOException {
        assertThat(Brought.verdict(LIST, CONTAINER + "/cgroup.events:frozen 1\n"))
                .startsWith("UNCLEAR could not tell: cgroup /kubepods.slice")
                .contains("runc:[2:INIT] 9114 sleeps in get_signal");
        assertThat(Brought.verdict("/sys/fs/cgroup/system.slice/backup.service/cgroup.freeze:1\n"))
                .startsWith("UNCLEAR");
        assertThat(Brought.verdict("/sys/fs/cgroup/system.slice/containerd.service/cgroup.freeze:1\n"))
                .startsWith("STALLED cgroup /system.slice/containerd.service");
    }

    @Test
    void whereItIsNotFrozenNobodyIsAccused() throws IOException {
        assertThat(Brought.verdict(
                        LIST.replace("get_signal", "ep_poll   "),
                        "x\n" + LIST.replace("get_signal", "ep_poll   ") + POD + "/cgroup.freeze:0\n" + POD
                                + "/cgroup.events:frozen 0\n"))
                .startsWith("UNCLEAR could not tell: who waits for whom")
                .doesNotContain("frozen");
    }

    private static final String LOOP = """
            openat(AT_FDCWD, "/sys/fs/cgroup/freezer/kubepods/pod7/freezer.state", O_RDONLY) = 5
            read(5, "FREEZING\\n", 4096) = 9
            close(5) = 0
            """;

    @Test
    void runcThatReadsFreezingAgainAndAgainWaitsForThatGroup() throws IOException {
        var attached = "# strace -p 21774\nstrace: Process 21774 attached\n";
        assertThat(Brought.verdict(attached + LOOP.repeat(3), "# ps -eo pid,ppid,stat,comm\n 21774 1 Sl runc\n"))
                .startsWith("UNCLEAR could not tell: cgroup /kubepods/pod7: is to be")
                .contains("runc 21774 waits until it is frozen", "FREEZING");
        assertThat(Brought.verdict(attached + LOOP.repeat(12))).startsWith("STALLED cgroup /kubepods/pod7");
        assertThat(Brought.verdict(attached + LOOP.repeat(12).replace("pod7/", "pod7/c0ffee/")))
                .startsWith("UNCLEAR could not tell: cgroup /kubepods/pod7/c0ffee");
        assertThat(Brought.verdict(attached + LOOP.repeat(3).replace("FREEZING", "THAWED")))
                .startsWith("UNCLEAR could not tell: whether")
                .doesNotContain("cgroup");
    }

    @Test
    void containerBelowTheServiceOfItsRuntimeMayHaveBeenPaused() throws IOException {
        var below = "/sys/fs/cgroup/system.slice/containerd.service/";
        assertThat(Brought.verdict(below + "kubepods-burstable-pod1a2b_01.slice:cri-containerd:" + "c0ffee12".repeat(8)
                        + "/cgroup.events:frozen 1\n"))
                .startsWith("UNCLEAR");
        assertThat(Brought.verdict(below + "box/cgroup.freeze:1\n")).startsWith("UNCLEAR");
    }

    @Test
    void groupOfVersionOneThatIsThawedAfterThatIsNotFrozen() throws IOException {
        var file = "/sys/fs/cgroup/freezer/kubepods/pod7/freezer.state";
        assertThat(Brought.verdict(
                        "# cat " + file + "\nFROZEN\n# cat " + file + "\nTHAWED\n",
                        file + ":FROZEN\n" + file + ":THAWED\n"))
                .startsWith("UNCLEAR")
                .doesNotContain("frozen");
        assertThat(Brought.verdict(file + ":THAWED\n" + file + ":FROZEN\n"))
                .startsWith("STALLED cgroup /kubepods/pod7");
    }
}
