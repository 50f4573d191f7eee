package io.nodethaw;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Locks as people show them: lists of file locks, and goroutines that wait for a lock of their process. */
class BroughtLocksTest {
    private static final String BLOCKED = """
            # lslocks -o+BLOCKER
            COMMAND           PID  TYPE SIZE MODE   M START END PATH              BLOCKER
            iptables-restor 24881 FLOCK   0B WRITE* 0     0   0 /run/xtables.lock   24870
            kube-proxy      24870 FLOCK   0B WRITE  0     0   0 /run/xtables.lock
            """;

    @Test
    void whoWaitsForWhoseLockIsToldByTheBlocker() throws IOException {
        assertThat(Brought.verdict(BLOCKED))
                .startsWith("UNCLEAR could not tell: kube-proxy 24870")
                .contains("iptables-restor 24881 waits for FLOCK lock on")
                .doesNotContain("the holder of the lock");
    }

    @Test
    void whatTheHolderWaitsForIsTheRoot() throws IOException {
        assertThat(Brought.verdict(BLOCKED + "\n" + """
                        # ps -eo pid,ppid,stat,comm
                        24870 1 T kube-proxy
                        24881 9 S iptables-restor
                        """)).startsWith("STALLED kube-proxy 24870: stopped by a signal");
    }

    @Test
    void listWithoutBlockersAccusesNobody() throws IOException {
        assertThat(Brought.verdict(BLOCKED.replace("BLOCKER\n", "\n").replace("   24870\n", "\n")))
                .startsWith("UNCLEAR could not tell: who waits for whom")
                .doesNotContain("kube-proxy 24870");
        assertThat(Brought.verdict(BLOCKED.replace("WRITE*", "READ  ").replace("   24870\n", "\n")))
                .startsWith("UNCLEAR could not tell: who waits for whom");
    }

    private static final String PROFILE = """
            goroutine profile: total %d
            %d @ 0x43a9e5 0x44b7c5 0x44b79e
            #	0x46e8a5	sync.runtime_SemacquireMutex+0x25	/usr/local/go/src/runtime/sema.go:77
            #	0x4d3c44	sync.(*Mutex).lockSlow+0x164	/usr/local/go/src/sync/mutex.go:171
            #	0x4d3c30	sync.(*Mutex).Lock+0x70	/usr/local/go/src/sync/mutex.go:90
            #	0x11074d	github.com/docker/docker/daemon.(*Daemon).containerInspect+0x4e	/x/daemon/inspect.go:41

            %d @ 0x43a9e5 0x432a77 0x468b49
            #	0x468b48	internal/poll.runtime_pollWait+0x88	/usr/local/go/src/runtime/netpoll.go:302
            #	0x5d1234	net.(*conn).Read+0x44	/usr/local/go/src/net/net.go:183
            """;

    @Test
    void crowdAtALockOfAProfileNamesTheDaemonWhoseLockItIs() throws IOException {
        assertThat(Brought.verdict(PROFILE.formatted(352, 312, 40)))
                .startsWith("UNCLEAR undetermined below whoever holds a lock in dockerd")
                .contains("312 goroutines wait for a lock in daemon.(*Daemon).containerInspect");
        assertThat(Brought.verdict(
                        PROFILE.replace("goroutine profile: total %d\n", "").formatted(312, 40)))
                .startsWith("UNCLEAR undetermined below whoever holds a lock in dockerd");
    }

    @Test
    void fewAtALockOfAProfileAreThereForAMoment() throws IOException {
        assertThat(Brought.verdict(PROFILE.formatted(43, 3, 40)))
                .startsWith("UNCLEAR undetermined below dockerd")
                .doesNotContain("whoever holds");
    }

    private static final String FRAMES = """
            it is always here:
            sync.runtime_SemacquireMutex(0xc000b2c1a4, 0x0, 0x1)
                    /usr/local/go/src/runtime/sema.go:71 +0x47
            sync.(*Mutex).lockSlow(0xc000b2c1a0)
                    /usr/local/go/src/sync/mutex.go:138 +0xfc
            sync.(*Mutex).Lock(...)
                    /usr/local/go/src/sync/mutex.go:81
            github.com/docker/docker/daemon.(*Daemon).ContainerInspectCurrent(0xc0000a8000, 0xc000d1e1c0, 0x40)
                    /go/src/github.com/docker/docker/daemon/inspect.go:40 +0x8e
            """;

    @Test
    void framesOfALockWithoutAHeaderAreAWaitWithoutAnAge() throws IOException {
        assertThat(Brought.verdict(FRAMES))
                .startsWith("UNCLEAR undetermined below whoever holds a lock in dockerd")
                .contains("a goroutine waits for a lock in daemon.(*Daemon).ContainerInspectCurrent")
                .doesNotContain("at least");
        assertThat(Brought.verdict(FRAMES.replaceAll("(?m)^ *sync.(?:runtime|.*lockSlow).*\\R.*\\R", "")))
                .startsWith("UNCLEAR undetermined below whoever holds a lock in dockerd");
    }

    @Test
    void wholeListOfASmallProgramHasALockForAMoment() throws IOException {
        var list = """
                * Goroutine 1 - User: /usr/local/go/src/runtime/proc.go:364 main.main (0x43aa96) [select]
                  Goroutine 18 - User: /usr/local/go/src/sync/mutex.go:90 sync.(*Mutex).Lock (0x47e85a) [semacquire]
                """;
        assertThat(Brought.verdict(list)).doesNotContain("whoever holds").doesNotContain("below runtime");
        assertThat(Brought.verdict(list.replaceAll(".*main.main.*\\R", ""))).contains("whoever holds");
    }

    @Test
    void whoHasALockWasNotAsked() throws IOException {
        assertThat(Brought.verdict("""
                        COMMAND           PID  TYPE SIZE MODE   M START END PATH              BLOCKER
                        iptables-restor 24881 FLOCK   0B WRITE* 0     0   0 /run/xtables.lock   24870
                        kube-proxy      24870 FLOCK   0B WRITE  0     0   0 /run/xtables.lock
                        """))
                .startsWith("UNCLEAR could not tell: kube-proxy 24870:")
                .contains("nothing read shows what it waits for")
                .doesNotContain("no answer");
    }

    @Test
    void framesOfOtherWaitsAreNoLock() throws IOException {
        assertThat(Brought.verdict(FRAMES.replaceAll("(?m)^ *sync.*\\R.*\\R", """
                        net.(*conn).Read(0xc0001, 0xc0002)
                                /usr/local/go/src/net/net.go:183
                        """)))
                .doesNotContain("whoever holds");
    }

    /** What a profile of the package runtime/pprof tells of the time since the program began. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--- contention:\ncycles/second=2399998021\n138219321 1201 @ 0x47e85a 0x9e8592\n",
                "--- mutex:\ncycles/second=2399998021\nsampling period=1\n138219321 1201 @ 0x47e85a 0x9e8592\n",
                "heap profile: 312: 1203344 [9912: 99123456] @ heap/1048576\n1: 4096 [12: 49152] @ 0x47e85a 0x9e8592\n",
                "threadcreate profile: total 18\n1 @ 0x47e85a 0x9e8592\n",
            })
    void profileOfSomethingElseTellsOfNoWait(String header) throws IOException {
        var stack = """
                #\t0x47e859\tsync.(*Mutex).Lock+0x39\t/usr/local/go/src/sync/mutex.go:90
                #\t0x9e8591\tgithub.com/docker/docker/daemon.(*Daemon).Containers+0x51\t/go/src/daemon/list.go:203

                """;
        assertThat(Brought.verdict(LIST + "\n" + header + stack + stack))
                .startsWith("UNCLEAR could not tell: who waits for whom");
        assertThat(Brought.verdict(header + stack + "and here:\n1 @ 0x47e85a 0x9e8592\n" + stack))
                .startsWith("UNCLEAR undetermined below whoever holds a lock in dockerd");
    }

    private static final String LIST = """
            # ps -eo pid,ppid,stat,comm
              PID  PPID STAT COMMAND
                1     0 Ss   systemd
              731     1 Ssl  dockerd
            """;
}
