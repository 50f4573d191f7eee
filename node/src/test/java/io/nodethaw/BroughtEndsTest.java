package io.nodethaw;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.Root;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where the chains of texts end: in which hop, also where nothing proves more. */
class BroughtEndsTest {
    private static List<Root> roots(String text) throws IOException {
        return Brought.judged(text).verdict().roots();
    }

    private static String hop(String text) throws IOException {
        assertThat(Brought.verdict(text)).startsWith("UNCLEAR");
        assertThat(roots(text)).hasSize(1);
        return roots(text).getFirst().hop();
    }

    private static String waiting(String state, String function) {
        return """
                goroutine 5120 [%s]:
                sync.runtime_SemacquireMutex(0xc000611234, 0x0, 0x1)
                \t/usr/local/go/src/runtime/sema.go:71 +0x47
                sync.(*Mutex).lockSlow(0xc000611230)
                \t/usr/local/go/src/sync/mutex.go:138 +0x105
                sync.(*Mutex).Lock(...)
                \t/usr/local/go/src/sync/mutex.go:81
                %s(0xc000100000, 0xc000611200)
                \t/src/daemon/work.go:41 +0x91
                """.formatted(state, function);
    }

    private static String child(String function) {
        return """
                goroutine 77 [syscall, 31 minutes]:
                syscall.Syscall6(0xf7, 0x1, 0x3a98, 0xc000451d20, 0x1000004, 0x0, 0x0)
                \t/usr/local/go/src/syscall/asm_linux_amd64.s:41 +0x5
                os.(*Process).blockUntilWaitable(0xc000240000, 0x0, 0x0, 0x0)
                \t/usr/local/go/src/os/wait_waitid.go:32 +0x9b
                os.(*Process).wait(0xc000240000, 0x0, 0x0, 0x0)
                \t/usr/local/go/src/os/exec_unix.go:22 +0x39
                os/exec.(*Cmd).Wait(0xc000250000, 0x0, 0x0)
                \t/usr/local/go/src/os/exec/exec.go:507 +0x60
                github.com/containerd/go-runc.(*Runc).%s(0xc000260000, 0x1, 0x2)
                \t/src/vendor/github.com/containerd/go-runc/runc.go:300 +0x1f0
                github.com/containerd/containerd/pkg/process.(*Init).work(0xc000270000)
                \t/src/pkg/process/init.go:300 +0x1a5
                """.formatted(function);
    }

    @Test
    void aLockOfTheKernelBelongsToTheKernel() throws IOException {
        var root = roots("""
                [ 9001.100001] INFO: task dockerd:731 blocked for more than 120 seconds.
                [ 9001.100002] task:dockerd         state:D stack:    0 pid:  731 ppid:     1 flags:0x00000000
                [ 9001.100003] Call Trace:
                [ 9001.100004]  __schedule+0x2e3/0x740
                [ 9001.100005]  schedule+0x42/0xb0
                [ 9001.100006]  __mutex_lock.isra.0+0x182/0x4f0
                [ 9001.100007]  rtnl_lock+0x15/0x20
                [ 9001.100008]  rtnetlink_rcv_msg+0x29a/0x350
                """).getFirst();
        assertThat(root.hop()).isEqualTo("kernel");
        assertThat(root.finding()).get().extracting("code").isEqualTo("kernel.task-held");
    }

    @Test
    void aLockThatNobodyInTheDumpHoldsEndsTheChainInItsDaemon() throws IOException {
        var inspect = "github.com/docker/docker/daemon.(*Daemon).ContainerInspectCurrent";
        assertThat(hop(waiting("semacquire, 14 minutes", inspect))).isEqualTo("docker");
        assertThat(roots(waiting("semacquire", inspect))).isEmpty();
        assertThat(roots(waiting("semacquire, 1 minutes", inspect))).isEmpty();
    }

    @Test
    void aCallOverTheBusLeadsToSystemd() throws IOException {
        var dump = """
                ```May 14 03:02:01 n1 kubelet[812]: goroutine 611 [chan receive, 7 minutes]:
                May 14 03:02:01 n1 kubelet[812]: github.com/godbus/dbus/v5.(*Object).Call(0xc000c11a40, 0x42d9356, 0x33, 0x0, 0xc001, 0x4, 0x4)
                May 14 03:02:01 n1 kubelet[812]:         vendor/github.com/godbus/dbus/v5/object.go:36 +0xbb
                May 14 03:02:01 n1 kubelet[812]: github.com/coreos/go-systemd/v22/dbus.(*Conn).startJob(0xc000d4e380, 0x0, 0x42d9356, 0x33)
                May 14 03:02:01 n1 kubelet[812]:         vendor/github.com/coreos/go-systemd/v22/dbus/methods.go:54 +0xbd
                May 14 03:02:01 n1 kubelet[812]: github.com/coreos/go-systemd/v22/dbus.(*Conn).StartTransientUnit(...)
                May 14 03:02:01 n1 kubelet[812]:         vendor/github.com/coreos/go-systemd/v22/dbus/methods.go:137
                """;
        assertThat(hop(dump)).isEqualTo("systemd");
        assertThat(Brought.verdict(dump)).contains("StartTransientUnit", "undetermined below systemd");
    }

    @Test
    void anOperationOfARuntimeEndsWithinSeconds() throws IOException {
        assertThat(hop(child("Kill"))).isEqualTo("runc");
        assertThat(roots(child("Run"))).isEmpty();
    }

    @Test
    void theSocketOfDockerIsDockers() throws IOException {
        assertThat(hop("kubelet: rpc error: code = Unknown desc = Cannot connect to the Docker daemon at "
                        + "unix:///var/run/docker.sock. Is the docker daemon running?\n"))
                .isEqualTo("docker");
    }

    @Test
    void aStateThatNobodyWaitedForAnyLongerIsTheShims() throws IOException {
        assertThat(hop("time=\"2026-05-14T03:02:01Z\" level=error msg=\"get state for 41c0ffee\" "
                        + "error=\"context canceled: unknown\"\n"))
                .isEqualTo("shim");
        assertThat(hop("error=\"an error occurs during waiting for container to be killed:\n"))
                .isEqualTo("shim");
    }

    @Test
    void aPlaceInTheFreezerIsEnough() throws IOException {
        assertThat(hop("""
                        $ cat /proc/5102/status
                        Name:\trunc:[2:INIT]
                        State:\tD (disk sleep)
                        Pid:\t5102
                        $ cat /proc/5102/wchan
                        __refrigerator
                        """)).isEqualTo("kernel");
    }

    @Test
    void aShortListOfProcessesNeedsNoHeader() throws IOException {
        assertThat(Brought.verdict("""
                         8102 ?        Sl     0:35 /usr/bin/kubelet --v=2
                         8313 ?        D      0:00  \\_ mount -t nfs filer:/a /var/lib/kubelet/pods/x/volumes/y
                        """)).contains("in uninterruptible sleep (D): mount 8313");
    }
}
