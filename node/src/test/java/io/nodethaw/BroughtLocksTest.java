package io.nodethaw;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

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
}
