package io.nodethaw;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Words of daemons about volumes, mounts, their own loops and their own ends, as people paste them. */
class BroughtTroublesTest {
    private static String events(String... lines) {
        return "Events:\n  Type     Reason       Age  From     Message\n  ----     ------       ---  ----     -------\n  "
                + String.join("\n  ", lines) + "\n";
    }

    private static final String TIMED_OUT =
            "Warning  FailedMount  3m (x9 over 24m)  kubelet  Unable to attach or mount volumes: unmounted volumes=[tls], "
                    + "unattached volumes=[tls token]: timed out waiting for the condition";

    private static final String HEALTH = """
            # curl -s http://127.0.0.1:10248/healthz?verbose
            [+]ping ok
            [+]log ok
            [-]syncloop failed: reason withheld
            healthz check failed
            """;

    @Test
    void loopThatIsLateLeadsToKubeletAndItsGoroutines() throws IOException {
        assertThat(Brought.verdict(HEALTH)).startsWith("UNCLEAR undetermined below kubelet");
        assertThat(Brought.verdict(HEALTH, """
                        goroutine 251 [syscall, 939 minutes]:
                        syscall.Syscall6(0x106, 0xffffffffffffff9c, 0xc001357440, 0xc0015a2378, 0x0, 0x0, 0x0)
                        \t/usr/local/go/src/syscall/asm_linux_amd64.s:41 +0x5
                        syscall.fstatat(0xffffffffffffff9c, 0xc001357320, 0x5e, 0xc0015a2378, 0x0, 0x8)
                        \t/usr/local/go/src/syscall/zsyscall_linux_amd64.go:1440 +0xd2
                        os.Stat(0xc001357320, 0x5e, 0xc000d56b68, 0x3, 0x48)
                        \t/usr/local/go/src/os/stat.go:13 +0x4d
                        k8s.io/kubernetes/pkg/kubelet.(*Kubelet).cleanupOrphanedPodDirs(0xc000becfc0)
                        \t/go/src/k8s.io/kubernetes/pkg/kubelet/kubelet_volumes.go:12 +0x34
                        """))
                .contains("all pods of this node", "kubelet")
                .doesNotContain("undetermined below kubelet");
    }

    @Test
    void loopThatIsLateMayWaitForTheOnlyFileServerThatIsSilent() throws IOException {
        assertThat(Brought.verdict(HEALTH, "[123.1] nfs: server fs2 not responding, still trying\n"))
                .startsWith("UNCLEAR could not tell: file server fs2")
                .contains("all pods of this node", "possible");
    }

    @Test
    void stackWithoutANameGetsItFromAnotherText() throws IOException {
        assertThat(Brought.verdict("""
                        # cat /proc/1/stack
                        [<0>] proc_cgroup_show+0x4c/0x2a0
                        [<0>] proc_single_show+0x56/0x80
                        [63732.660294] INFO: task systemd:1 blocked for more than 241 seconds.
                        """)).startsWith("STALLED kernel cgroup_mutex: systemd 1 waits for a lock");
    }

    @Test
    void callIsKnownByWhoMakesItWhereItsOwnFramesWereLeftOut() throws IOException {
        assertThat(Brought.verdict("""
                        goroutine 1 [syscall]:
                        syscall.Syscall6(0x101, 0xffffffffffffff9c, 0xc4200623f0, 0x80000, 0x0, 0x0, 0x0)
                        \t/usr/local/go/src/syscall/asm_linux_amd64.s:44 +0x5
                        os.OpenFile(0xc420062380, 0x6c, 0x0, 0xc400000000, 0x6c, 0xc420105340, 0x5d95c575b)
                        \t/usr/local/go/src/os/file_unix.go:158 +0x7c
                        github.com/opencontainers/runc/libcontainer.(*linuxContainer).exec(0xc42011a000, 0x0, 0x0)
                        \t/go/src/github.com/opencontainers/runc/libcontainer/container_linux.go:270 +0xc7
                        """)).startsWith("UNCLEAR undetermined below its runc init at exec.fifo");
    }

    @Test
    void loopThatIsWellAgainIsNoTrouble() throws IOException {
        assertThat(Brought.verdict("May 01 02:03:04 n1 kubelet[812]: x\n" + HEALTH + "# again\n[+]syncloop ok\n"))
                .doesNotContain("all pods of this node");
    }

    @Test
    void volumeThatIsNotMountedLeadsToWhoeverMountsIt() throws IOException {
        assertThat(Brought.verdict(events(TIMED_OUT)))
                .startsWith("UNCLEAR undetermined below whoever attaches and mounts volume tls");
    }

    @Test
    void volumeThatWasMountedAtLastIsNoTrouble() throws IOException {
        var log =
                "Jun 12 10:01:02 n1 kubelet[1201]: E0612 10:01:02.123456    1201 nestedpendingoperations.go:348] Operation for "
                        + "\"{volumeName:kubernetes.io/nfs/11-share podName:11 nodeName:}\" failed. Error: MountVolume.SetUp failed for volume "
                        + "\"share\" : context deadline exceeded\n";
        assertThat(Brought.verdict(log)).contains("whoever attaches and mounts volume share");
        assertThat(
                        Brought.verdict(
                                log
                                        + "Jun 12 10:03:09 n1 kubelet[1201]: I0612 10:03:09.1  1201 operation_generator.go:721] "
                                        + "\"MountVolume.SetUp succeeded for volume \\\"share\\\" (UniqueName: \\\"kubernetes.io/nfs/11-share\\\")\"\n"))
                .doesNotContain("whoever attaches");
    }

    @Test
    void volumeOfASecretThatDoesNotExistIsItsOwnersBusiness() throws IOException {
        assertThat(
                        Brought.verdict(
                                events(
                                        TIMED_OUT,
                                        "Warning  FailedMount  1m (x19 over 24m)  kubelet  MountVolume.SetUp failed for volume \"tls\" : secret \"web-tls\" not found")))
                .doesNotContain("whoever attaches");
    }

    @Test
    void whatCannotBeRemovedIsToldAndAccusesNobody() throws IOException {
        var line = "time=\"2026-06-12T10:0%d:02Z\" level=error msg=\"RemoveContainer failed\" error=\"unlinkat "
                + "/var/lib/containerd/x/c0ffee12: device or resource busy\"\n";
        assertThat(Brought.verdict(line.formatted(1) + line.formatted(2)))
                .startsWith("UNCLEAR")
                .contains("kernel.still-in-use", "/proc/[0-9]*/mountinfo");
        assertThat(Brought.verdict(line.formatted(1)
                        + "time=\"2026-06-12T10:31:02Z\" level=info msg=\"RemoveContainer returns successfully\"\n"))
                .doesNotContain("kernel.still-in-use");
    }

    @Test
    void daemonThatEndedByItselfMayRunAgain() throws IOException {
        var end = """
                Jun 12 10:00:02 n1 containerd[812]: fatal error: concurrent map writes
                Jun 12 10:00:03 n1 systemd[1]: containerd.service: Main process exited, code=exited, status=2/INVALIDARGUMENT
                """;
        assertThat(Brought.verdict(end))
                .startsWith("UNCLEAR")
                .contains("containerd.ended-by-itself", "concurrent map writes", "possible");
        assertThat(Brought.verdict(
                        end, "PID PPID STAT COMMAND\n1 0 Ss systemd\n2 0 S [kthreadd]\n9912 1 Ssl containerd\n"))
                .doesNotContain("containerd.ended-by-itself");
    }

    @Test
    void startsThatCrashFailWhereTheyAreRepeated() throws IOException {
        var line =
                "Jun 12 10:00:%d1 n1 kubelet[500]: E0612 10:00:%d1.1  500 remote_runtime.go:222] \"RunPodSandbox from runtime service failed\" "
                        + "err=\"failed to start shim: start failed: panic: no: exit status 2: unknown\"\n";
        assertThat(Brought.verdict(line.formatted(1, 1))).startsWith("UNCLEAR");
        assertThat(Brought.verdict(line.formatted(1, 1) + line.formatted(2, 2) + line.formatted(3, 3)))
                .startsWith("FAILING")
                .contains("cri.start-crashes");
        assertThat(Brought.verdict(line.formatted(1, 1) + line.formatted(2, 2) + line.formatted(3, 3)
                        + "Jun 12 10:00:35 n1 containerd[600]: time=\"2026-06-12T10:00:35Z\" level=info msg=\"RunPodSandbox for "
                        + "&PodSandboxMetadata{Name:web,} returns sandbox id \\\"ab\\\"\"\n"))
                .as("others start")
                .doesNotContain("cri.start-crashes");
    }

    private static final String STATFS = """
            goroutine 318 [syscall]:
            syscall.Syscall(0x89, 0xc000f3a2d0, 0xc001c33a98, 0x0, 0x0, 0x0, 0x0)
            \t/usr/local/go/src/syscall/asm_linux_amd64.s:18 +0x5
            golang.org/x/sys/unix.Statfs(0xc000f3a280, 0x48, 0xc001c33a98, 0x0, 0x0)
            \t/go/src/golang.org/x/sys/unix/zsyscall_linux.go:1900 +0x8e
            k8s.io/kubernetes/pkg/volume/util/fs.FsInfo(0xc000f3a280, 0x48, 0x0)
            \t/go/src/k8s.io/kubernetes/pkg/volume/util/fs/fs.go:40 +0x6a
            """;

    private static String others(int count, String age) {
        var text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append("\ngoroutine ")
                    .append(1000 + i)
                    .append(" [select")
                    .append(age)
                    .append("]:\n");
            text.append(
                    "k8s.io/kubernetes/pkg/kubelet.(*Kubelet).syncLoop(0xc000dd2a80)\n\t/go/src/k8s.io/kubelet.go:9 +0x2\n");
        }
        return text.toString();
    }

    @Test
    void chosenGoroutineInAFileSystemWithoutAnAgeIsAHint() throws IOException {
        assertThat(Brought.verdict(STATFS))
                .startsWith("UNCLEAR could not tell: kernel file system")
                .contains("goroutine 318 is in the system call statfs", "since when is not told", "possible");
        assertThat(Brought.verdict(STATFS.replaceAll("golang.*\\R.*\\R", "")))
                .contains("goroutine 318 is in the system call statfs");
        assertThat(Brought.verdict(STATFS, "[123.1] nfs: server fs2 not responding, still trying\n"))
                .contains("goroutine 318 is in the system call statfs", "file server fs2");
    }

    @Test
    void goroutineWithoutAnAgeAmongOthersIsThereForAMoment() throws IOException {
        assertThat(Brought.verdict(STATFS + others(2, ", 12 minutes"))).doesNotContain("is in the system call");
        assertThat(Brought.verdict(STATFS + others(40, ""))).doesNotContain("is in the system call");
        assertThat(Brought.verdict(others(1, "").replace("1000", "1") + "\n" + STATFS))
                .doesNotContain("is in the system call");
        assertThat(Brought.verdict(STATFS.replace("318", "1") + others(1, "")))
                .contains("goroutine 1 is in the system call statfs");
    }
}
