package io.nodethaw;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.Verdict;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files from a node are judged by the same rules as a live node. */
class BroughtFilesTest {
    private static final Path DUMPS = Golden.repository("corpus/goroutines");

    private final Program program = new Program(new Host(Path.of("/nowhere"), InstantSource.fixed(Instant.EPOCH)));
    private final List<Piece> pieces = new ArrayList<>();

    private BroughtFilesTest add(String name, String text) throws IOException {
        var in =
                new BufferedInputStream(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), Head.MOST * 2);
        var head = Head.of(in);
        var format = program.formats().stream()
                .filter(one -> one.recognises(head))
                .findFirst()
                .orElseThrow();
        pieces.add(format.read(in, name));
        return this;
    }

    private BroughtFilesTest dumps(String fault, String... daemons) throws IOException {
        for (var daemon : daemons) {
            add(daemon + ".txt", Files.readString(DUMPS.resolve(fault + "-" + daemon + ".txt")));
        }
        return this;
    }

    private Report report() {
        var nodes = Assembly.of(pieces);
        assertThat(nodes).hasSize(1);
        var judged = program.judge(nodes.getFirst().evidence());
        return new Report(judged.verdict(), judged.graph(), judged.view(), judged.triage(), "t", "", List.of());
    }

    private String told(OutputFormat format) {
        return report().print(format, new Ink(false, true));
    }

    @Test
    void theDumpsOfAChainAreOneVerdictWhateverTheirOrder() throws IOException {
        dumps("overflow-deaf", "containerd", "dockerd", "shim");
        var text = told(OutputFormat.TEXT);
        assertThat(text)
                .startsWith("UNCLEAR  undetermined below runc")
                .contains(
                        "3 starts hang",
                        "Create (gRPC)",
                        "Create (ttrpc)",
                        "waits for its child",
                        "nodethaw stacks PID")
                .containsPattern("dockerd .*inferred  containerd")
                .containsPattern("containerd .*inferred  3 containerd-shim");
        Collections.reverse(pieces);
        assertThat(told(OutputFormat.TEXT)).isEqualTo(text);
        assertThat(report().verdict().state()).isEqualTo(Verdict.State.UNCLEAR);
    }

    @Test
    void listOfProcessesRulesNobodyOut() throws IOException {
        add("ps.txt", "  PID  PPID STAT COMMAND\n    1     0 Ss   systemd\n  640     1 Dsl  containerd\n");
        assertThat(told(OutputFormat.TEXT)).startsWith("UNCLEAR").doesNotContain("ruled out");
    }

    @Test
    void whatToFetchNextIsNotCutOff() throws IOException {
        dumps("overflow-deaf", "containerd", "dockerd", "shim");
        var words = told(OutputFormat.TEXT).replaceAll("\\s+", " ");
        assertThat(words)
                .contains("whole evidence: nodethaw diagnose --save-evidence FILE, as root on the node")
                .contains("ps -eo pid,ppid,stat,comm")
                .contains("root: undetermined below it: in none of the files");
    }

    @Test
    void wideTellsTheFileAndLineOfEachWait() throws IOException {
        dumps("overflow-deaf", "containerd", "dockerd", "shim");
        assertThat(told(OutputFormat.WIDE)).contains("(dockerd.txt:1)", "(shim.txt:2)");
        assertThat(told(OutputFormat.JSON))
                .contains("\"file\": \"dockerd.txt\"")
                .doesNotContain("\"pid\": -");
    }

    @Test
    void aListOfProcessesShowsTheChildThatADumpTellsOf() throws IOException {
        dumps("overflow-deaf", "containerd", "dockerd", "shim");
        add("ps.txt", """
                PID PPID STAT COMMAND
                1 0 Ss systemd
                90 1 Ssl containerd
                95 1 Ssl dockerd
                229 1 Sl containerd-shim
                300 229 T runc
                """);
        var report = report();
        assertThat(report.verdict().state()).isEqualTo(Verdict.State.STALLED);
        assertThat(report.verdict().roots()).anyMatch(root -> root.name().equals("runc 300"));
        assertThat(told(OutputFormat.TEXT))
                .contains("containerd-shim 229", "containerd 90", "dockerd 95", "kill -CONT");
    }

    @Test
    void aChainThatEndsAtADumpThatIsMissingSaysWhose() throws IOException {
        dumps("overflow-deaf", "dockerd");
        assertThat(told(OutputFormat.TEXT)).startsWith("UNCLEAR  undetermined below whoever serves Create (gRPC)");
    }

    @Test
    void aListAloneCouldNotTellAndNamesWhatToAdd() throws IOException {
        add("ps.txt", """
                PID PPID STAT COMMAND
                1 0 Ss systemd
                640 1 Ssl containerd
                731 1 Dsl dockerd
                """);
        assertThat(report().verdict().state()).isEqualTo(Verdict.State.UNCLEAR);
        assertThat(told(OutputFormat.TEXT).replaceAll("\\s+", " "))
                .startsWith("UNCLEAR could not tell: who waits for whom")
                .contains("goroutine dumps of containerd 640, dockerd 731", "in uninterruptible sleep (D): dockerd 731")
                .contains("nodethaw diagnose --save-evidence FILE");
    }

    @Test
    void aNameInAListMakesNobodyAHop() throws IOException {
        add("ps.txt", "PID PPID STAT COMMAND\n1 0 Ss systemd\n731 1 T dockerd\n");
        assertThat(report().verdict().state()).isEqualTo(Verdict.State.UNCLEAR);
        assertThat(report().verdict().roots()).isEmpty();
    }

    @Test
    void healthyDumpsDoNotShowThatAllIsWell() throws IOException {
        add("x.txt", "goroutine 1 [select]:\nmain.main()\n\t/x/cmd/dockerd/main.go:1 +0x1\n");
        assertThat(report().verdict().state()).isEqualTo(Verdict.State.UNCLEAR);
    }

    private static String waiter(int id, String wants, String caller) {
        return "goroutine " + id + " [semacquire]:\nsync.runtime_SemacquireMutex(0x0?, 0x0, 0x1)\n"
                + "\t/go/src/runtime/sema.go:77 +0x25\nsync.(*Mutex).lockSlow(" + wants + ")\n"
                + "\t/go/src/sync/mutex.go:171 +0x165\n" + caller + "\n\t/x/cmd/bank/main.go:12 +0x7d\n\n";
    }

    @Test
    void aDeadlockInADumpIsToldAsStacksTellsIt() throws IOException {
        add(
                "bank.txt",
                waiter(17, "0xc000092000", "main.transfer(0xc000092010, 0xc000092000)")
                        + waiter(18, "0xc000092010", "main.transfer(0xc000092000, 0xc000092010)"));
        assertThat(told(OutputFormat.TEXT).replaceAll("\\s+", " "))
                .startsWith("UNCLEAR bank: possibly a deadlock")
                .contains("goroutine 17 needs goroutine 18 needs goroutine 17")
                .doesNotContain("no answer");
    }

    @Test
    void aWaitForALockWhoseHolderIsNotSeenIsNoLackOfAnAnswer() throws IOException {
        add("bank.txt", waiter(17, "0xc000092000", "main.main()"));
        assertThat(told(OutputFormat.TEXT).replaceAll("\\s+", " "))
                .startsWith("UNCLEAR bank: goroutine 17 waits for a mutex, whose holder is not seen")
                .doesNotContain("no answer");
    }

    @Test
    void aDumpOfOneThatOnlyWaitsForWorkShowsNoWait() throws IOException {
        add("x.txt", "goroutine 1 [select]:\nmain.main()\n\t/x/cmd/dockerd/main.go:1 +0x1\n");
        assertThat(told(OutputFormat.TEXT))
                .startsWith("UNCLEAR  no wait for a lock or a process is seen; the files do not tell more\n");
    }

    private static final List<List<String>> FOUNDING =
            List.of(List.of("ps.txt", """
                    PID PPID STAT COMMAND
                    1 0 Ss systemd
                    90 1 Ssl containerd
                    95 1 Ssl dockerd
                    229 1 Sl containerd-shim
                    300 229 Sl runc
                    """), List.of("tree.txt", """
                    Failed to introspect object / of service org.freedesktop.systemd1: Connection timed out
                    No objects discovered.
                    """), List.of("journal.txt", """
                    Jan 04 11:56:31 n1 systemd[1]: Failed to process message [type=method_call sender=:1.934251 path=/a interface=b member=StopUnit]: Operation not supported
                    Jan 04 11:56:33 n1 systemd[1]: Failed to process message [type=method_call sender=:1.934252 path=/a interface=b member=StopUnit]: Operation not supported
                    """));

    @Test
    void aNodeThatItsApiServerHasLostEndsAtKubelet() throws IOException {
        add(
                "describe.txt",
                "  Ready  Unknown  Tue, 10 Nov 2020 10:10:08 -0300  Tue, 10 Nov 2020 10:13:22 -0300  NodeStatusUnknown  Kubelet stopped posting node status.\n");
        assertThat(told(OutputFormat.TEXT))
                .startsWith("UNCLEAR  undetermined below kubelet")
                .contains("hears nothing from the");
    }

    @Test
    void aKubeletWithoutAnApiServerAccusesNoRuntime() throws IOException {
        add("kubelet.log", """
                Jul 07 07:07:01 n1 kubelet[77]: E0707 07:07:01.1   77 kubelet_node_status.go:9] "Error updating node status, will retry" err="Get \\"https://10.1.1.1:6443/api\\": write tcp 10.1.1.2:4->10.1.1.1:6443: use of closed network connection"
                Jul 07 07:07:11 n1 kubelet[77]: E0707 07:07:11.1   77 kubelet_node_status.go:9] "Error updating node status, will retry" err="Get \\"https://10.1.1.1:6443/api\\": write tcp 10.1.1.2:4->10.1.1.1:6443: use of closed network connection"
                """);
        assertThat(told(OutputFormat.TEXT))
                .startsWith("UNCLEAR  undetermined below the API server, or the way")
                .doesNotContain("container runtime");
    }

    @Test
    void aPlugInThatIsLateIsWhereTheChainEnds() throws IOException {
        add("kubelet.log", """
                Jul 07 07:07:01 n1 kubelet[77]: E0707 07:07:01.1   77 cni.go:9] Error deleting network: context deadline exceeded
                Jul 07 07:09:01 n1 kubelet[77]: E0707 07:09:01.1   77 remote_runtime.go:9] StopPodSandbox "ab" from runtime service failed: rpc error: code = Unknown desc = NetworkPlugin cni failed to teardown pod "x_y" network: context deadline exceeded
                """);
        assertThat(told(OutputFormat.TEXT)).startsWith("UNCLEAR  undetermined below the CNI plug-in of that pod");
    }

    @Test
    void aRuntimeWithoutNetworkAgainAndAgainFailsStarts() throws IOException {
        var line =
                "Jul 07 07:%02d:01 n1 kubelet[77]: E0707 07:%02d:01.1   77 kubelet.go:9] \"Container runtime network not ready\" networkReady=\"NetworkReady=false reason:NetworkPluginNotReady message:cni plugin not initialized\"\n";
        add("kubelet.log", line.formatted(7, 7) + line.formatted(8, 8) + line.formatted(9, 9));
        assertThat(told(OutputFormat.TEXT)).startsWith("FAILING  CNI configuration: none that the runtime can use");
    }

    @Test
    void aProcessorThatIsLockedUpAgainAndAgainIsAStall() throws IOException {
        var line = "[%d.1] watchdog: BUG: soft lockup - CPU#3 stuck for 22s! [java:77]\n";
        add("dmesg.txt", line.formatted(100) + line.formatted(128) + line.formatted(156));
        assertThat(told(OutputFormat.TEXT)).startsWith("STALLED  CPU#3");
        pieces.clear();
        add("dmesg.txt", line.formatted(100));
        assertThat(told(OutputFormat.TEXT)).startsWith("UNCLEAR");
    }

    @Test
    void systemdWithoutItsNameWhenItWasAskedByHandIsAHint() throws IOException {
        add("x.txt", "Failed to get properties: Failed to activate service 'org.freedesktop.systemd1': timed out\n");
        assertThat(told(OutputFormat.TEXT)).startsWith("UNCLEAR  could not tell: systemd 1: off the system bus");
    }

    @Test
    void aFrozenInitIsToldByItsStackAndAccusesNobody() throws IOException {
        add("x.txt", """
                # ps -elf | grep ' D '
                5 D root      4378  3862  0  80   0 - 269979 refrig Sep30 ?       00:00:00 /usr/bin/runc init
                # cat /proc/4378/stack
                [<0>] __refrigerator+0x4c/0x130
                [<0>] unix_stream_data_wait+0x1fa/0x210
                [<0>] ksys_read+0xb1/0xe0
                """);
        assertThat(told(OutputFormat.TEXT))
                .startsWith("UNCLEAR  could not tell: the cgroup of")
                .contains("frozen,", "kernel.cgroup-frozen");
    }

    @Test
    void aDaemonThatWaitsForUdevIsNoFaultOfTheRuntimeBelow() throws IOException {
        var dump = """
                goroutine 90 [syscall, %d minutes, locked to thread]:
                github.com/docker/docker/pkg/devicemapper._Cfunc_dm_udev_wait(0xd4d0001, 0xc200000000)
                \t/x/_obj/_cgo_gotypes.go:194 +0x43
                github.com/docker/docker/pkg/devicemapper.dmUdevWaitFct(0xd4d0001, 0xc208012000)
                \t/x/devmapper_wrapper.go:264 +0x29
                github.com/docker/docker/daemon/graphdriver/devmapper.(*DeviceSet).activateDeviceIfNeeded(0xc20806e180)
                \t/x/deviceset.go:464 +0x1
                """;
        add("dump.txt", dump.formatted(68));
        assertThat(told(OutputFormat.TEXT)).startsWith("UNCLEAR  undetermined below udev");
        pieces.clear();
        add("dump.txt", dump.formatted(1));
        assertThat(told(OutputFormat.TEXT)).doesNotContain("udev");
    }

    @Test
    void aKubeletThatAsksAboutAMountEndsAtTheProgramThatItHasAsked() throws IOException {
        add("dump.txt", """
                goroutine 304 [syscall, 5352 minutes]:
                syscall.wait4(0x1df, 0xc20985ed0c, 0x0, 0xc2087cdc20, 0x90, 0x0, 0x0)
                \t/go/src/syscall/zsyscall_linux_amd64.go:124 +0x79
                os.(*Process).Wait(0xc2083cfa80, 0xc2087cd950, 0x0, 0x0)
                \t/go/src/os/doc.go:45 +0x3a
                os/exec.(*Cmd).Wait(0xc2086bcdc0, 0x0, 0x0)
                \t/go/src/os/exec/exec.go:364 +0x23c
                k8s.io/kubernetes/pkg/util/mount.(*NsenterMounter).IsLikelyNotMountPoint(0xc208036120, 0xc2087da8c0)
                \t/go/src/k8s.io/kubernetes/pkg/util/mount/nsenter_mount.go:179 +0x1
                """);
        assertThat(told(OutputFormat.TEXT)).startsWith("UNCLEAR  undetermined below a mount helper of kubelet");
    }

    @Test
    void piecesOfTheFoundingCaseLeadToSystemdInAnyOrder() throws IOException {
        dumps("overflow-deaf", "containerd", "dockerd", "shim");
        add("ps.txt", FOUNDING.get(0).getLast());
        assertThat(told(OutputFormat.TEXT)).startsWith("UNCLEAR  could not tell: runc 300: no answer");
        add("tree.txt", FOUNDING.get(1).getLast());
        assertThat(told(OutputFormat.WIDE))
                .startsWith("UNCLEAR  could not tell: systemd 1")
                .containsPattern("dockerd 95 .*inferred +containerd")
                .containsPattern("runc 300 .*inferred +org.freedesktop.systemd1");
        add("journal.txt", FOUNDING.get(2).getLast());
        var text = told(OutputFormat.TEXT);
        assertThat(text)
                .startsWith("STALLED  systemd 1: cannot send on the system bus")
                .contains("cookie overflow", "3 starts hang");
        Collections.reverse(pieces);
        assertThat(told(OutputFormat.TEXT)).isEqualTo(text);
        Collections.rotate(pieces, 2);
        assertThat(told(OutputFormat.TEXT)).isEqualTo(text);
    }
}
