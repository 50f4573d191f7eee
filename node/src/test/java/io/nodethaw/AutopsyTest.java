package io.nodethaw;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Verdict;
import io.nodethaw.cli.Judged;
import io.nodethaw.collect.Host;
import io.nodethaw.format.Assembly;
import io.nodethaw.format.Head;
import io.nodethaw.format.Piece;
import io.nodethaw.report.Ink;
import io.nodethaw.report.OutputFormat;
import io.nodethaw.report.Report;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is concluded from texts that somebody brought, from the first byte to the verdict. */
class AutopsyTest {
    private final Program program = new Program(new Host(Path.of("/nowhere"), InstantSource.fixed(Instant.EPOCH)));

    private Judged judge(String... texts) throws IOException {
        var pieces = new ArrayList<Piece>();
        for (var text : texts) {
            try (var in = new BufferedInputStream(
                    new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), Head.MOST)) {
                var head = Head.of(in);
                var format = program.formats().stream()
                        .filter(each -> each.recognises(head))
                        .findFirst()
                        .orElseThrow();
                pieces.add(format.read(in, "file" + pieces.size()));
            }
        }
        var nodes = Assembly.of(pieces);
        assertThat(nodes).hasSize(1);
        return program.judge(nodes.getFirst().evidence());
    }

    private static String told(Judged judged) {
        return new Report(
                        judged.verdict(),
                        judged.graph(),
                        judged.view(),
                        judged.triage(),
                        "nodethaw test",
                        "",
                        List.of())
                .print(OutputFormat.WIDE, Ink.PLAIN)
                .replaceAll("\\s+", " ");
    }

    private void expect(Verdict.State state, String root, String code, String... texts) throws IOException {
        var judged = judge(texts);
        var verdict = judged.verdict();
        assertThat(verdict.state()).as(told(judged)).isEqualTo(state);
        assertThat(verdict.roots()).as(told(judged)).isNotEmpty();
        assertThat(verdict.roots().getFirst().name()).isEqualTo(root);
        assertThat(verdict.roots().getFirst().finding().map(Finding::code).orElse(""))
                .isEqualTo(code);
    }

    private void expectNobodyAccused(String... texts) throws IOException {
        var judged = judge(texts);
        assertThat(judged.verdict().state()).as(told(judged)).isEqualTo(Verdict.State.UNCLEAR);
        assertThat(judged.verdict().roots()).as(told(judged)).isEmpty();
    }

    @Test
    void initBehindALockOfTheKernel() throws IOException {
        expect(Verdict.State.STALLED, "kernel cgroup_mutex", "kernel.task-held", """
                [ 1637.660294] INFO: task systemd:1 blocked for more than 120 seconds.
                [ 1637.736384]       Not tainted 5.4.0-29-generic #31-Ubuntu
                [ 1637.913640] systemd         D    0     1      0 0x00000000
                [ 1637.913642] Call Trace:
                [ 1637.913648]  __schedule+0x291/0x8a0
                [ 1637.913650]  schedule+0x2c/0x80
                [ 1637.913652]  __mutex_lock.isra.2+0x18c/0x4d0
                [ 1637.913658]  cgroup_kn_lock_live+0x4c/0x2a0
                [ 1637.913660]  cgroup_rmdir+0x56/0x80
                """);
    }

    @Test
    void aDaemonOnAFileServerThatIsGone() throws IOException {
        expect(
                Verdict.State.STALLED,
                "file server 10.1.2.3",
                "kernel.task-held",
                "[ 90.1] nfs: server 10.1.2.3 not responding, still trying\n",
                """
                [ 242.1] INFO: task kubelet:812 blocked for more than 120 seconds.
                [ 242.2] task:kubelet state:D stack:0 pid:812 tgid:800 ppid:1 flags:0x2
                [ 242.3] Call Trace:
                [ 242.4]  <TASK>
                [ 242.5]  schedule+0x1/0x2
                [ 242.6]  rpc_wait_bit_killable+0x1/0x2
                [ 242.7]  nfs4_proc_getattr+0x1/0x2
                """);
    }

    @Test
    void aUsersProgramThatIsHeldAccusesNobody() throws IOException {
        expect(Verdict.State.UNCLEAR, "kernel do_unlinkat", "kernel.task-held", """
                [ 242.1] INFO: task backup:812 blocked for more than 120 seconds.
                [ 242.2] task:backup state:D stack:0 pid:812 ppid:700 flags:0x2
                [ 242.3] Call Trace:
                [ 242.5]  schedule+0x1/0x2
                [ 242.6]  rwsem_down_write_slowpath+0x1/0x2
                [ 242.7]  do_unlinkat+0x1/0x2
                """);
    }

    @Test
    void aStackWithoutATimeIsNoStall() throws IOException {
        expect(Verdict.State.UNCLEAR, "kernel rtnl_mutex", "kernel.task-held", """
                # cat /proc/812/stack
                [<0>] __mutex_lock+0x1/0x2
                [<0>] rtnl_lock+0x1/0x2
                """);
    }

    @Test
    void anIdleStackIsNobodysFault() throws IOException {
        expectNobodyAccused("# cat /proc/1/stack\n[<0>] ep_poll+0x1/0x2\n[<0>] do_epoll_wait+0x1/0x2\n");
    }

    @Test
    void threadsOfTheKernelInDAreNoVictims() throws IOException {
        expectNobodyAccused("PID PPID STAT WCHAN COMMAND\n1 0 Ss ep_poll systemd\n2847 2 D cv_wait [vdev_autotrim]\n");
    }

    @Test
    void aMomentInDIsNobodysFault() throws IOException {
        expectNobodyAccused("PID PPID STAT WCHAN COMMAND\n1 0 Ss ep_poll systemd\n77 60 D io_schedule postgres\n");
    }

    @Test
    void aDaemonThatAListShowsInTheKernelIsToldAndNotJudged() throws IOException {
        expect(
                Verdict.State.UNCLEAR,
                "kernel rpc_wait_bit_killable",
                "kernel.task-held",
                "PID PPID STAT WCHAN COMMAND\n1 0 Ss ep_poll systemd\n812 1 Dsl rpc_wait_bit_killable kubelet\n");
    }

    @Test
    void kubeletsOwnWordsLeadToTheRuntimeAndNoFurther() throws IOException {
        var judged = judge(
                "May 01 02:03:04 n1 kubelet[812]: E0501 02:03:04.1 9 kubelet.go:1] \"Skipping pod synchronization\" "
                        + "err=\"PLEG is not healthy: pleg was last seen active 4m1s ago; threshold is 3m0s\"\n");
        assertThat(judged.verdict().state()).isEqualTo(Verdict.State.UNCLEAR);
        assertThat(told(judged)).contains("undetermined below the container runtime");
    }

    @Test
    void whatDecidesNextIsTold() throws IOException {
        var judged = judge(
                "May 01 02:03:04 n1 containerd[640]: time=\"2026-05-01T02:03:04Z\" level=error msg=\"StopPodSandbox for "
                        + "\\\"ab\\\" failed\" error=\"context deadline exceeded\"\n");
        assertThat(told(judged)).contains("undetermined below containerd", "kill -USR1 $(pidof containerd)");
    }

    @Test
    void theKernelRefusesNewTasks() throws IOException {
        expect(
                Verdict.State.FAILING,
                "new processes and threads",
                "kernel.task-refused",
                "May 01 02:03:04 n1 containerd[640]: failed to start shim: fork/exec /usr/bin/containerd-shim: resource temporarily unavailable\n");
    }

    @Test
    void theCertificateOfKubeletHasExpired() throws IOException {
        expect(
                Verdict.State.FAILING,
                "kubelet's client certificate",
                "kubelet.certificate-expired",
                "E1111 00:15:53.851634 66610 transport.go:113] The currently active client certificate has expired, but the server is not responsive.\n");
    }

    @Test
    void systemdThatCannotSendHasRunOutOfNumbers() throws IOException {
        var text = """
                Jan  4 11:56:31 n1 systemd: Failed to propagate agent release message: Operation not supported
                `busctl tree` says: Failed to introspect object / of service org.freedesktop.systemd1: Connection timed out
                """;
        expect(Verdict.State.STALLED, "systemd 1", "systemd.deaf-on-bus", text);
        assertThat(judge(text).verdict().causes())
                .singleElement()
                .satisfies(cause -> assertThat(cause.text()).contains("cookie overflow"));
    }

    @Test
    void systemdWithoutItsName() throws IOException {
        var line =
                "May 29 12:11:2%d n1 dbus-daemon[1516]: [system] Failed to activate service 'org.freedesktop.systemd1': timed out (service_start_timeout=25000ms)\n";
        expect(Verdict.State.STALLED, "systemd 1", "systemd.off-the-bus", line.formatted(1) + line.formatted(2));
    }

    @Test
    void onceIsAMoment() throws IOException {
        var judged = judge(
                "May 29 12:11:21 n1 dbus-daemon[1516]: [system] Failed to activate service 'org.freedesktop.systemd1': timed out (service_start_timeout=25000ms)\n");
        assertThat(judged.verdict().state()).isEqualTo(Verdict.State.UNCLEAR);
    }

    @Test
    void aPathThatDoesNotComeBack() throws IOException {
        expect(Verdict.State.STALLED, "kernel file system", "kernel.path-call-held", """
                goroutine 328 [syscall, 46 minutes]:
                syscall.Syscall6(0x106, 0xffffffffffffff9c, 0xc002775d50)
                	/usr/go/asm.s:43 +0x5
                syscall.fstatat(0xffffffffffffff9c, 0xc002b20d20, 0x60)
                	/usr/go/z.go:1 +0x5
                k8s.io/kubernetes/pkg/kubelet.(*Kubelet).cleanupOrphanedPodDirs(0xc0)
                	/x/kubelet_volumes.go:1 +0x5
                """);
    }

    @Test
    void aFifoWaitsForItsPartner() throws IOException {
        var judged = judge("""
                goroutine 1 [syscall, 7 minutes]:
                syscall.Syscall6(0x101, 0xffffffffffffff9c, 0xc002775d50)
                	/usr/go/asm.s:43 +0x5
                syscall.openat(0xffffffffffffff9c, 0xc002b20d20, 0x60)
                	/usr/go/z.go:1 +0x5
                github.com/opencontainers/runc/libcontainer.(*linuxContainer).exec(0xc0)
                	/x/container_linux.go:1 +0x5
                """);
        assertThat(told(judged)).contains("undetermined below its runc init at exec.fifo");
    }

    @Test
    void aQuietLogAccusesNobody() throws IOException {
        expectNobodyAccused(
                "May 01 02:03:04 n1 kubelet[812]: I0501 02:03:04.1 9 kubelet.go:1] \"SyncLoop ADD\" source=\"api\"\n");
    }

    private static final String ASKED = """
            {"commands": [{"exec": "/usr/bin/docker ps", "return_code": %d, "run_time": %s},
             {"exec": "busctl list", "return_code": 0, "run_time": 0.03}]}
            """;

    @Test
    void aCommandOfACollectorThatTimedOutIsAProbeWithoutAnAnswer() throws IOException {
        var judged = judge(ASKED.formatted(124, "300.0"), "PID PPID STAT COMMAND\n1 0 Ss systemd\n731 1 Ssl dockerd\n");
        assertThat(judged.verdict().state()).as(told(judged)).isEqualTo(Verdict.State.UNCLEAR);
        assertThat(judged.verdict().victims())
                .singleElement()
                .satisfies(victim -> assertThat(victim.atLeast()).contains(Duration.ofMinutes(5)));
        assertThat(told(judged))
                .contains("docker ps (sosreport): no answer, at least 300 s", "undetermined below dockerd")
                .contains("kill -USR1 $(pidof dockerd)")
                .contains("had no answer: docker ps (300 s, sosreport)")
                .contains("ruled out", "the system bus", "busctl list came back in 30 ms");
    }

    @Test
    void oneThatCameBackAtOnceIsACounterTest() throws IOException {
        var judged = judge(ASKED.formatted(0, "0.05"), "PID PPID STAT COMMAND\n1 0 Ss systemd\n731 1 Ssl dockerd\n");
        assertThat(judged.verdict().roots()).as(told(judged)).isEmpty();
        assertThat(told(judged)).contains("ruled out dockerd: answered a collector: docker ps came back in 50 ms");
    }

    @Test
    void oneThatCouldNotAskTellsNothing() throws IOException {
        var judged = judge(ASKED.formatted(1, "0.05"), "PID PPID STAT COMMAND\n1 0 Ss systemd\n731 1 Ssl dockerd\n");
        assertThat(judged.verdict().roots()).as(told(judged)).isEmpty();
        assertThat(told(judged)).doesNotContain("docker ps came back", "docker ps (sosreport): no answer");
    }

    private static final String PLEG =
            "May %02d 02:03:04 n1 kubelet[812]: \"Skipping pod synchronization\" err=\"PLEG is not healthy: pleg was last seen active 4m1s ago\"\n";

    private static final String QUIET = "May %02d 02:03:04 n1 kubelet[812]: \"SyncLoop ADD\" source=\"api\"\n";

    @Test
    void whatALogEndedWithDaysBeforeAnotherOfItGoesOnIsOver() throws IOException {
        expectNobodyAccused(PLEG.formatted(1), QUIET.formatted(3));
        assertThat(judge(QUIET.formatted(3), PLEG.formatted(4)).verdict().victims())
                .isNotEmpty();
    }

    @Test
    void aDayMayBeADifferenceOfZones() throws IOException {
        assertThat(judge(PLEG.formatted(1), QUIET.formatted(2)).verdict().victims())
                .isNotEmpty();
    }
}
