package io.nodethaw;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people paste is judged as far as it bears out, and no further. */
class BroughtTextsTest {
    private static final String LATE = """
            E0108 09:14:02.119011    1601 remote_runtime.go:193] "RunPodSandbox from runtime service failed" err="rpc error: code = DeadlineExceeded desc = context deadline exceeded"
            E0108 09:16:02.119011    1601 remote_runtime.go:193] "RunPodSandbox from runtime service failed" err="rpc error: code = DeadlineExceeded desc = context deadline exceeded"
            """;

    private static final String BUSY = """
            # cat /proc/pressure/io
            some avg10=96.11 avg60=95.20 avg300=92.44 total=88123456789
            full avg10=88.02 avg60=87.11 avg300=80.90 total=71234567890
            """;

    @Test
    void lateRequestsOnABusyDiskWaitForTheDisk() throws IOException {
        assertThat(Brought.verdict(LATE, BUSY)).startsWith("STALLED").contains("kernel.disk-saturated", "likely");
    }

    @Test
    void busyDiskThatNobodyWaitsForAccusesNobody() throws IOException {
        assertThat(Brought.verdict(BUSY)).startsWith("UNCLEAR").doesNotContain("kernel.disk-saturated");
    }

    @Test
    void lateRequestsAloneDoNotTellOfADisk() throws IOException {
        assertThat(Brought.verdict(LATE)).startsWith("UNCLEAR").doesNotContain("kernel.disk-saturated");
    }

    @Test
    void whatAPersonSaysOfADiskIsAHint() throws IOException {
        assertThat(Brought.verdict("I think the disk is slow.\n" + LATE))
                .startsWith("UNCLEAR")
                .contains("slow, as somebody says");
    }

    @Test
    void lateTeardownLeadsToThePlugIn() throws IOException {
        assertThat(Brought.verdict(LATE + "root  30411  1188  0 09:40 ?  00:00:00 /opt/cni/bin/calico\n"))
                .startsWith("UNCLEAR undetermined below the CNI plug-in calico");
    }

    @Test
    void aPlugInThatRefusesEachPodFails() throws IOException {
        var line =
                "Jun 12 10:01:%d n1 kubelet[1201]: E0612 10:01:%d.123456    1201 remote_runtime.go:222] \"RunPodSandbox failed\" err="
                        + "\"rpc error: code = Unknown desc = failed to setup network for sandbox \\\"a%d\\\": plugin type=\\\"some-cni\\\" failed (add): "
                        + "dial tcp 127.0.0.1:50051: connect: connection refused\"\n";
        var text = line.formatted(10, 10, 1) + line.formatted(20, 20, 2);
        assertThat(Brought.verdict(text)).startsWith("UNCLEAR").contains("CNI plug-in some-cni");
        assertThat(Brought.verdict(text + line.formatted(30, 30, 3)))
                .startsWith("FAILING")
                .contains("cri.network-plugin-fails", "connection refused");
        assertThat(Brought.verdict(text.replace("connection refused", "i/o timeout")))
                .contains("undetermined below the CNI plug-in some-cni");
    }

    @Test
    void aLateVolumeLeadsToItsDriver() throws IOException {
        assertThat(
                        Brought.verdict(
                                "Jun 12 10:01:02 n1 kubelet[1201]: E0612 10:01:02.123456    1201 nestedpendingoperations.go:301] "
                                        + "Operation for \"{volumeName:kubernetes.io/csi/some.csi.driver^vol-1 podName: nodeName:}\" failed. Error: "
                                        + "\"UnmountDevice failed : rpc error: code = DeadlineExceeded desc = context deadline exceeded\"\n"))
                .startsWith("UNCLEAR undetermined below the CSI driver some.csi.driver");
    }

    @Test
    void aServiceThatSystemdStartsAgainAndAgainFails() throws IOException {
        assertThat(Brought.verdict("""
                May 02 10:20:41 n1 systemd[1]: kubelet.service: Scheduled restart job, restart counter is at 513.
                May 02 10:20:42 n1 kubelet[5555]: E0502 10:20:42.123456    5555 server.go:302] "Failed to run kubelet" err="misconfiguration"
                May 02 10:20:42 n1 systemd[1]: kubelet.service: Main process exited, code=exited, status=1/FAILURE
                """)).startsWith("FAILING").contains("kubelet.crash-looping");
    }

    private static String goroutine(String state, String... functions) {
        var text = new StringBuilder("goroutine 77 [" + state + "]:\n");
        for (var function : functions) {
            text.append(function).append("(0xc000010000, 0x1)\n\t/go/src/x.go:12 +0x34\n");
        }
        return text.append('\n').toString();
    }

    @Test
    void writerToANetworkThatDoesNotReadIsTold() throws IOException {
        var text = goroutine(
                "IO wait, 340 minutes",
                "internal/poll.runtime_pollWait",
                "internal/poll.(*pollDesc).waitWrite",
                "internal/poll.(*FD).Write",
                "net.(*conn).Write",
                "github.com/example/logs.(*Writer).Send",
                "github.com/docker/docker/daemon/logger.(*Copier).copySrc");
        assertThat(Brought.verdict(text))
                .startsWith("UNCLEAR undetermined below the reader of what logs.")
                .contains("the reader of what logs.(*Writer).Send writes", "dockerd", "at least 5 h");
    }

    @ParameterizedTest
    @ValueSource(strings = {"IO wait", "IO wait, 1 minutes"})
    void writerOfAMomentIsNot(String state) throws IOException {
        var text = goroutine(
                state, "internal/poll.(*pollDesc).waitWrite", "net.(*conn).Write", "github.com/docker/docker/daemon.x");
        assertThat(Brought.verdict(text)).startsWith("UNCLEAR no wait for a lock or a process is seen");
    }

    @Test
    void waitForOtherGoroutinesIsTold() throws IOException {
        var text = goroutine(
                "semacquire, 17 minutes",
                "sync.runtime_Semacquire",
                "sync.(*WaitGroup).Wait",
                "github.com/docker/docker/daemon.(*Daemon).StateChanged");
        assertThat(Brought.verdict(text)).startsWith("UNCLEAR undetermined below other goroutines of dockerd");
    }

    @Test
    void mainLoopThatWaitsForAllItsGoroutinesIsNot() throws IOException {
        var text = goroutine(
                "semacquire, 900 minutes",
                "sync.runtime_Semacquire",
                "sync.(*WaitGroup).Wait",
                "github.com/docker/docker/daemon.(*Watcher).Run");
        assertThat(Brought.verdict(text)).startsWith("UNCLEAR no wait for a lock or a process is seen");
    }

    @Test
    void callWhoseFramesAreCutOffLeadsToWhomDockerdCalls() throws IOException {
        var text = """
                goroutine 5 [select, 3002 minutes]:
                github.com/docker/docker/vendor/google.golang.org/grpc.(*clientStream).RecvMsg(0xc421390100, 0x0)
                \t/go/src/grpc/stream.go:395 +0x45
                github.com/docker/docker/vendor/google.golang.org/grpc.invoke(0x5596ce474d60, 0xc4433[... cut
                """;
        assertThat(Brought.verdict(text)).startsWith("UNCLEAR undetermined below containerd");
    }

    @Test
    void pluginThatARuntimeWaitsForIsNamed() throws IOException {
        var text = goroutine(
                "syscall, 12 minutes",
                "syscall.Wait4",
                "os.(*Process).wait",
                "os/exec.(*Cmd).Wait",
                "os/exec.(*Cmd).Run",
                "github.com/containernetworking/cni/pkg/invoke.(*RawExec).ExecPlugin",
                "github.com/containerd/go-cni.(*Network).Remove",
                "github.com/containerd/containerd/pkg/cri/server.(*criService).StopPodSandbox",
                "k8s.io/cri-api/pkg/apis/runtime/v1._RuntimeService_StopPodSandbox_Handler",
                "google.golang.org/grpc.(*Server).processUnaryRPC",
                "google.golang.org/grpc.(*Server).handleStream");
        assertThat(Brought.verdict(text)).startsWith("UNCLEAR undetermined below a CNI plug-in of containerd");
    }

    @Test
    void initThatWritesToAFullPipeLeadsToItsReader() throws IOException {
        assertThat(Brought.verdict("""
                        # cat /proc/6823/status
                        Name:   runc:[2:INIT]
                        State:  S (sleeping)
                        Pid:    6823
                        # cat /proc/6823/stack
                        [<ffffffffa0e5a4ab>] pipe_wait+0x70/0xb0
                        [<ffffffffa0e5a73c>] pipe_write+0x20c/0x5b0
                        [<ffffffffa0e50810>] vfs_write+0xc0/0x1f0
                        [<ffffffffffffffff>] 0xffffffffffffffff
                        """)).startsWith("UNCLEAR undetermined below the reader of the pipe that");
    }

    @Test
    void initThatWaitsToBeStartedIsNoFault() throws IOException {
        assertThat(Brought.verdict("""
                        # cat /proc/6823/status
                        Name:   runc:[2:INIT]
                        State:  S (sleeping)
                        Pid:    6823
                        # cat /proc/6823/stack
                        [<0>] wait_for_partner+0x23/0x60
                        [<0>] fifo_open+0x2a1/0x300
                        [<0>] do_dentry_open+0x14e/0x380
                        """))
                .startsWith("UNCLEAR undetermined below whoever is to start it")
                .contains("no fault");
    }

    @Test
    void fileServerThatIsSilentIsTold() throws IOException {
        assertThat(Brought.verdict("[123.1] nfs: server fs2 not responding, still trying\n"))
                .startsWith("UNCLEAR could not tell: file server fs2")
                .contains("kernel.file-server-silent");
        assertThat(Brought.verdict(
                        "[123.1] nfs: server fs2 not responding, still trying\n[183.9] nfs: server fs2 OK\n"))
                .doesNotContain("file server");
    }

    @Test
    void gracePeriodThatDoesNotEndHoldsAll() throws IOException {
        var report = """
                [129398.2] INFO: task %s:199 blocked for more than 120 seconds.
                [129398.3] %s D 0 199 44 0x00000000
                [129398.4] Call Trace:
                [129398.5] schedule_timeout+0x1e6/0x330
                [129398.6] wait_for_completion+0x10a/0x170
                [129398.7] %s+0x6f/0x80
                """;
        assertThat(Brought.verdict(report.formatted("exe", "exe", "synchronize_rcu")))
                .startsWith("STALLED");
        assertThat(Brought.verdict(report.formatted("exe", "exe", "__synchronize_srcu")))
                .startsWith("UNCLEAR");
    }

    @Test
    void callInALogOfStraceLeadsToTheOtherEnd() throws IOException {
        var trace = "[pid 20133] read(9<UNIX:[48211->48212,\"/run/dbus/system_bus_socket\"]>,  <unfinished ...>\n";
        assertThat(Brought.verdict("strace: Process 20133 attached with 7 threads\n" + trace))
                .startsWith("UNCLEAR undetermined below whoever answers its call")
                .contains("over the bus");
        assertThat(Brought.verdict("9 close(3) = 0\n9 newfstatat(AT_FDCWD, \"/var/lib/x/data\", <unfinished ...>\n"))
                .contains("the file system of /var/lib/x/data");
        assertThat(Brought.verdict("9 close(3) = 0\n9 openat(4, \"exec.fifo\", O_WRONLY|O_CLOEXEC <unfinished ...>\n"))
                .startsWith("UNCLEAR")
                .contains("no fault");
    }

    @Test
    void readerOfAProcessWaitsForItsMemoryMap() throws IOException {
        assertThat(Brought.verdict("""
                        70 open("/proc/20262/stat", O_RDONLY) = 6
                        70 read(6, "20262 (java) D 20258 20258 20258"..., 1024) = 226
                        70 close(6) = 0
                        70 open("/proc/20262/cmdline", O_RDONLY) = 6
                        70 read(6,
                        """)).startsWith("UNCLEAR").contains("java 20262", "memory map");
    }

    @Test
    void socketOfALogOfStraceIsThatOfAnother() throws IOException {
        var one =
                "strace: Process 70 attached\n70 read(9<UNIX:[11->12]>,  <unfinished ...>\n70 <... read resumed>) = 1\n70 recvmsg(9<UNIX:[11->12]>,  <unfinished ...>\n";
        var other =
                "strace: Process 80 attached\n80 close(2) = 0\n80 write(4<UNIX:[12->11]>, \"x\", 1) = 1\n80 flock(5</run/lock>, LOCK_EX <unfinished ...>\n";
        for (var text : List.of(Brought.verdict(one, other), Brought.verdict(other, one))) {
            assertThat(text)
                    .startsWith("UNCLEAR undetermined below the holder of the lock on")
                    .contains("recvmsg on socket 11");
        }
    }

    @Test
    void bugIsClaimedByItsSignsAndNeverByAVersion() throws IOException {
        assertThat(Brought.verdict(
                        "runc version 1.0.0-rc93\n  Kernel Version: 3.10.0-957.el7.x86_64\nsystemd 219\n", LATE))
                .startsWith("UNCLEAR undetermined below the container runtime")
                .doesNotContain("has the bug");
    }

    private static final String LISTED = """
            TASK        PID      STATUS
            904ccd12    22110    RUNNING
            e2ce13ab    23998    RUNNING
            77aa0be1    0        STOPPED
            """;

    private static String listOf(int... pids) {
        var list = new StringBuilder("PID PPID STAT COMMAND\n");
        for (int pid : pids) {
            list.append(pid).append(" 0 S program").append(pid).append('\n');
        }
        return list.toString();
    }

    @Test
    void containerWithoutAProcessContradictsItsRuntime() throws IOException {
        assertThat(Brought.verdict(LISTED, listOf(1, 2, 23998)))
                .startsWith("UNCLEAR undetermined below containerd")
                .contains("containerd.exit-lost", "22110")
                .doesNotContain("23998");
    }

    @Test
    void listOfSomeProcessesContradictsNobody() throws IOException {
        assertThat(Brought.verdict(LISTED, listOf(1, 23998))).doesNotContain("exit-lost");
        assertThat(Brought.verdict(LISTED, listOf(1, 2, 23998, 22110))).doesNotContain("exit-lost");
    }

    @Test
    void stackOfACrashIsOneOfTheKernel() throws IOException {
        assertThat(Brought.verdict("""
                        PID: 2690   TASK: ffff896e75769ec0  CPU: 10  COMMAND: "containerd"
                         #0 [ffffb1b0a6d3fb40] __schedule at ffffffff8e2c2b8b
                         #1 [ffffb1b0a6d3fbf8] rwsem_down_read_slowpath at ffffffff8e2c5fb2
                         #2 [ffffb1b0a6d3fcb0] iterate_supers at ffffffff8db7f0e1
                        """)).startsWith("UNCLEAR").contains("s_umount", "containerd 2690");
    }
}
