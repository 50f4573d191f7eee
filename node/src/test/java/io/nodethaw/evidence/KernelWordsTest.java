package io.nodethaw.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Logged.Sign;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Written evidence: the lab's kernel has no network file systems, and no fault of it makes a lock-up. */
class KernelWordsTest {
    private static final double SINCE_BOOT = 100_000;

    private final List<KernelLog.Line> lines = new ArrayList<>();

    private void said(int secondsAgo, String text) {
        lines.add(new KernelLog.Line(Math.round((SINCE_BOOT - secondsAgo) * 1e6), text));
    }

    private Evidence evidence(boolean ownPids) {
        return new Evidence.Builder(Instant.EPOCH)
                .seen(Machine.TYPE, "", new Machine(9, 0, "6.18", "x86_64", "b", 100, SINCE_BOOT))
                .seen(KernelLog.TYPE, "", new KernelLog(lines, Optional.of(ownPids)))
                .build();
    }

    private List<Sign> standing(boolean ownPids) {
        return KernelWords.standing(evidence(ownPids)).stream()
                .map(KernelWords.Word::sign)
                .toList();
    }

    @Test
    void whatWasSaidAMomentAgoStands() {
        said(50, "watchdog: BUG: soft lockup - CPU#3 stuck for 22s! [kworker/3:1:77]");
        said(30, "rcu: INFO: rcu_sched detected stalls on CPUs/tasks:");
        said(15, "unregister_netdevice: waiting for lo to become free. Usage count = 2");
        said(5, "unregister_netdevice: waiting for lo to become free. Usage count = 2");
        assertThat(standing(false)).containsExactly(Sign.LOCKUP, Sign.RCU_STALL, Sign.DEVICE_IN_USE);
        assertThat(KernelWords.standing(evidence(false)).getLast())
                .isEqualTo(new KernelWords.Word(
                        Sign.DEVICE_IN_USE, "lo", lines.getLast().text(), Duration.ofSeconds(5), 2));
    }

    @Test
    void oldReportsAccuseNobody() {
        said(5000, "watchdog: BUG: soft lockup - CPU#3 stuck for 22s! [kworker/3:1:77]");
        said(4000, "unregister_netdevice: waiting for lo to become free. Usage count = 2");
        said(4000, "INFO: task kubelet:80 blocked for more than 120 seconds.");
        assertThat(standing(true)).isEmpty();
        assertThat(KernelWords.hung(evidence(true), KernelWords.HUNG)).isEmpty();
    }

    @Test
    void serverThatAnswersAgainIsNotSilent() {
        said(900, "nfs: server 10.0.0.9 not responding, still trying");
        assertThat(standing(true)).containsExactly(Sign.SERVER_SILENT);
        said(800, "nfs: server 10.0.0.9 OK");
        assertThat(standing(true)).isEmpty();
    }

    /** Nested in another pid namespace, a pid is somebody else's. */
    @Test
    void processesOfOthersAreNotNamed() {
        said(5, "Out of memory: Killed process 4711 (java) total-vm:1kB");
        said(5, "INFO: task kubelet:80 blocked for more than 120 seconds.");
        assertThat(standing(false)).isEmpty();
        assertThat(KernelWords.hung(evidence(false), KernelWords.HUNG)).isEmpty();
        assertThat(standing(true)).containsExactly(Sign.KILLED_FOR_MEMORY);
        assertThat(KernelWords.hung(evidence(true), KernelWords.HUNG)).hasSize(1);
    }

    @Test
    void holderIsNamed() {
        said(5, "INFO: task kubelet:80 blocked on a mutex likely owned by task fsfreeze:4711.");
        assertThat(KernelWords.hung(evidence(true), KernelWords.OWNED))
                .singleElement()
                .satisfies(match -> assertThat(match.group(4)).isEqualTo("4711"));
    }

    @Test
    void blindLookSaysNothing() {
        assertThat(standing(true)).isEmpty();
        assertThat(KernelWords.standing(new Evidence.Builder(Instant.EPOCH).build()))
                .isEmpty();
    }
}
