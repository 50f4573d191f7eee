package io.nodethaw.format.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.nodethaw.evidence.Logged;
import io.nodethaw.format.Piece;
import io.nodethaw.format.Texts;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DaemonLogTest {
    private static List<Logged> said(String text) throws IOException {
        return Texts.read(text, new DaemonLog()).evidence().allSeen(Logged.TYPE).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RELIST_OVERDUE|kubelet||E0126 13:22:30.404332   24668 kubelet.go:2196] \"Skipping pod synchronization\" err=\"PLEG is not healthy: pleg was last seen active 4m1.9s ago; threshold is 3m0s\"",
                "RELIST_OVERDUE|kubelet||May 01 02:03:04 n1 kubelet[812]: skipping pod synchronization - [PLEG is not healthy: pleg was last seen active 3m5s ago; threshold is 3m0s]",
                "CALL_OVERDUE|kubelet|RunPodSandbox|E0207 02:49:40.738973   24578 remote_runtime.go:176] \"RunPodSandbox from runtime service failed\" err=\"rpc error: code = DeadlineExceeded desc = context deadline exceeded\"",
                "CALL_OVERDUE|kubelet|StopContainer|Nov 12 00:25:37 h kubelet[1608]: E1112 00:25:37.997161    1608 remote_runtime.go:351] StopContainer \"0a50977d\" from runtime service failed: rpc error: code = DeadlineExceeded desc = context deadline exceeded",
                "CALL_OVERDUE|containerd|StopPodSandbox|Nov 12 00:25:37 h containerd[16]: time=\"2024-01-02T03:04:05Z\" level=error msg=\"StopPodSandbox for \\\"ab\\\" failed\" error=\"rpc error: code = DeadlineExceeded desc = x: context deadline exceeded\"",
                "NO_TASK|kubelet||Nov 12 00:25:37 h kubelet[1608]: failed to exec du - fork/exec /usr/bin/nice: resource temporarily unavailable",
                "NO_TASK|||runtime: failed to create new OS thread (have 12 already; errno=11)",
                "CERTIFICATE_EXPIRED|kubelet||Nov 11 00:15:53 h kubelet[66610]: E1111 00:15:53.851634   66610 transport.go:113] The currently active client certificate has expired, but the server is not responsive.",
                "NAME_WITHOUT_OWNER|dbus-daemon||May 29 12:11:22 h dbus-daemon[1516]: [system] Failed to activate service 'org.freedesktop.systemd1': timed out (service_start_timeout=25000ms)",
                "SYSTEMD_SILENT|||Failed to introspect object / of service org.freedesktop.systemd1: Connection timed out",
                "SEND_REFUSED|systemd||Jan  4 11:56:31 h systemd: Failed to propagate agent release message: Operation not supported",
                "SYSTEMD_FROZEN|systemd||Jan  4 11:56:31 h systemd[1]: Freezing execution.",
                "FROZEN||/sys/fs/cgroup/freezer/kubepods.slice/x|/sys/fs/cgroup/freezer/kubepods.slice/x/freezer.state:FROZEN",
                "SERVER_SILENT|kernel|10.0.0.5|[11859608.510084] nfs: server 10.0.0.5 not responding, still trying",
                "NETWORK_CALL||calico|root  30411  1188  0 09:40 ?  00:00:00 /opt/cni/bin/calico",
                "NETWORK_CALL|kubelet||E0202 10:00:13.004332    1188 kubelet.go:387] \"Error deleting pod from network\" pod=\"default/web-1\"",
                "NETWORK_CALL|||the pod's lock is held while TearDownPod waits for its network",
                "DISK_SUSPECTED|||all of it began with slow disk operations (the volume is throttled)",
                "CALL_OVERDUE|kubelet|KillContainer|Aug 07 07:00:19 n2 kubelet[990]: E0807 07:00:19.1     990 pod_workers.go:9] \"Error syncing pod\" err=\"failed to \\\"KillContainer\\\" for \\\"db\\\" with KillContainerError: \\\"rpc error: code = DeadlineExceeded desc = context deadline exceeded\\\"\"",
                "CALL_OVERDUE||RunPodSandbox|Warning  FailedCreatePodSandBox  3m  kubelet  Failed to create pod sandbox: rpc error: code = DeadlineExceeded desc = context deadline exceeded",
                "CALL_OVERDUE||ListContainers|Warning  ContainerGCFailed  55s  kubelet  rpc error: code = DeadlineExceeded desc = context deadline exceeded",
                "CALL_OVERDUE|kubelet|/run/containerd/containerd.sock|May 01 02:03:04 n1 kubelet[812]: dial unix /run/containerd/containerd.sock: connect: resource temporarily unavailable",
                "SHIM_SILENT|containerd||May 01 02:03:04 n1 containerd[81]: level=error msg=\"An error occurs during waiting for container \\\"ab\\\" to be killed\"",
                "SHIM_SILENT|dockerd||May 01 02:03:04 n1 dockerd[81]: level=error msg=\"Container ab failed to exit within 10 seconds of kill - trying direct SIGKILL\"",
                "SHIM_SILENT|containerd||May 01 02:03:04 n1 containerd[81]: level=error msg=\"converting task to protobuf\" error=\"context canceled: unknown\" id=ab",
                "CALL_OVERDUE|kubelet|PodSandboxStatus|May 01 02:03:04 n1 kubelet: E0501 02:03:04.1  61 pod_workers.go:191] Error syncing pod 12 (\"a_b(12)\"), skipping: rpc error: code = DeadlineExceeded desc = context deadline exceeded",
                "CALL_OVERDUE||PodSandboxStatus|Warning  FailedSync  3m  kubelet  error determining status: rpc error: code = DeadlineExceeded desc = context deadline exceeded",
                "NETWORK_NOT_READY|||container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized",
                "API_SILENT|kubelet||E0116 14:19:24.4  2315 controller.go:144] failed to ensure lease exists, will retry in 7s, error: Get \"https://10.1.1.1:6443/apis\": net/http: request canceled (Client.Timeout exceeded while awaiting headers)",
                "NODE_LOST|||  Ready   Unknown   Tue, 10 Nov 2020 10:10:08 -0300   Tue, 10 Nov 2020 10:13:22 -0300   NodeStatusUnknown   Kubelet stopped posting node status.",
                "NAME_WITHOUT_OWNER|||Cannot start container 12ab: System error: Activation of org.freedesktop.systemd1 timed out",
                "SYSTEMD_SILENT|systemd-logind||Jan 30 22:40:01 h systemd-logind[9]: Failed to start session scope session-3.scope: The maximum number of pending replies per connection has been reached",
                "BUS_REPLIES_FULL|dbus-daemon||Jan 30 22:40:01 h dbus-daemon[9]: [system] The maximum number of pending replies for \":1.5\" (uid=0 pid=812 comm=\"/usr/bin/kubelet\") has been reached (max_replies_per_connection=128)",
                "BUS_REPLIES_FULL|kubelet||Jan 30 22:40:01 h kubelet[812]: E0130 22:40:01.1     812 pod_workers.go:9] failed to ensure cgroup: The maximum number of pending replies per connection has been reached",
                "SYSTEMD_SILENT|||mount failed: exit status 1, Output: Failed to start transient scope unit: Connection timed out",
                "SYSTEMD_SILENT|||unable to apply cgroup configuration: read unix @->/run/systemd/private: read: connection reset by peer",
                "SERVER_SILENT|kernel|libceph|[ 77.1] libceph: mon2 (1)10.1.1.9:6789 connect error",
                "UDEV_LATE|||0xd4db2de    11730944   1          Tue May 19 17:55:18 2015  Tue May 19 17:55:18 2015",
                "UDEV_LATE|systemd-udevd||Nov 26 04:36:40 n1 systemd-udevd[561]: worker [9707] /devices/virtual/block/dm-29 timeout; kill it",
                "JOB_LATE|||Failed to reload daemon: No buffer space available",
                "RUNTIME_UNREACHABLE|kubelet|/run/containerd/containerd.sock|May 01 02:03:04 n1 kubelet[812]: dial unix /run/containerd/containerd.sock: connect: connection refused",
            })
    void whatALineMeans(Logged.Sign sign, String program, String about, String line) throws IOException {
        assertThat(said(line + "\n")).singleElement().satisfies(said -> {
            assertThat(said.sign()).isEqualTo(sign);
            assertThat(said.program()).isEqualTo(Optional.ofNullable(program).orElse(""));
            assertThat(said.about()).isEqualTo(Optional.ofNullable(about).orElse(""));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "E0207 02:49:40.7  24578 remote_runtime.go:176] ExecSync 0a5 'sh -c ready' from runtime service failed: rpc error: code = DeadlineExceeded desc = context deadline exceeded",
                "E0207 02:49:40.7  24578 remote_image.go:1] \"PullImage from image service failed\" err=\"rpc error: code = DeadlineExceeded desc = failed to pull image: context deadline exceeded\"",
                "May 01 02:03:04 n1 app[812]: read unix @->/run/x.sock: resource temporarily unavailable",
                "E1103 18:28:07.208359       1 authentication.go:65] Unable to authenticate the request due to an error: x509: certificate has expired or is not yet valid",
                "[ 12.0] Memory cgroup out of memory: Killed process 77 (java)",
                "May 01 02:03:04 n1 kernel: cgroup: fork rejected by pids controller in /kubepods/burstable/pod1",
                "PLEG is not healthy is what kubelet says when it is late",
                "Warning  FailedCreatePodSandBox  3m  kubelet  Failed to create pod sandbox: rpc error: code = DeadlineExceeded desc = failed to pull image \"pause\": context deadline exceeded",
                "Ready   True   Tue, 10 Nov 2020 10:10:08 -0300   Tue, 10 Nov 2020 10:13:22 -0300   KubeletReady   kubelet is posting ready status",
                "OutOfDisk   Unknown   Mon, 21 Jan 2019 19:29:36 +0000   Fri, 25 Jan 2019 13:57:23 +0000   NodeStatusUnknown   Kubelet stopped posting node status.",
                "[ 77.1] libceph: osd5 (1)10.1.1.9:6801 socket closed (con state OPEN)",
                "May 01 02:03:04 n1 containerd[81]: level=error msg=\"failed to load cni during init, please check CRI plugin status before setting up network for pods\" error=\"cni config load failed: no network config found in /etc/cni/net.d: cni plugin not initialized: failed to load cni config\"",
                "E1103 18:28:07.208359  1 leaderelection.go:3] failed to update lease lock: context deadline exceeded",
            })
    void whatOthersAreToBlameForIsNoSign(String line) throws IOException {
        assertThat(said("May 01 02:03:04 n1 kubelet[812]: hello\n" + line + "\n"))
                .isEmpty();
    }

    /** systemd is also the name of each user's manager; only PID 1 serves the node. */
    @ParameterizedTest
    @ValueSource(
            strings = {"Failed to send unit change signal for b.scope: Operation not supported", "Freezing execution."})
    void whatTheManagerOfAUserSaysIsNoSignOfPidOne(String text) throws IOException {
        for (var before : List.of("", "Jan  4 11:56:31 h ")) {
            assertThat(said(before + "systemd[4242]: " + text + "\n")).isEmpty();
            assertThat(said(before + "systemd[1]: " + text + "\n")).hasSize(1);
            assertThat(said(before + "systemd: " + text + "\n")).hasSize(1);
        }
        assertThat(said("""
                __REALTIME_TIMESTAMP=1700000000000000
                SYSLOG_IDENTIFIER=systemd
                _PID=4242
                MESSAGE=%s
                """.formatted(text))).isEmpty();
    }

    @Test
    void whatIsSaidOftenIsOneSign() throws IOException {
        var line =
                "E0126 13:22:%02d.4   24668 kubelet.go:2196] \"Skipping pod synchronization\" err=\"PLEG is not healthy: pleg was last seen active 4m%ds ago; threshold is 3m0s\"\n";
        assertThat(said(line.formatted(30, 1) + line.formatted(35, 6)))
                .singleElement()
                .satisfies(said -> {
                    assertThat(said.times()).isEqualTo(2);
                    assertThat(said.lasting()).contains(Duration.ofSeconds(246));
                });
    }

    @Test
    void aPlugInThatIsLateIsNamed() throws IOException {
        assertThat(
                        said(
                                "failed to destroy network for sandbox \"9a\": plugin type=\"weave\" failed (delete): netplugin failed with no error message: signal: killed\n"))
                .extracting(Logged::sign, Logged::about)
                .containsExactlyInAnyOrder(
                        tuple(Logged.Sign.NETWORK_LATE, "weave"), tuple(Logged.Sign.NETWORK_CALL, "weave"));
    }

    @Test
    void aPlugInThatIsAskedTooLateIsNotLateItself() throws IOException {
        assertThat(
                        said(
                                "failed to destroy network for sandbox \"9a\": netplugin failed with no error message: context deadline exceeded\n"))
                .extracting(Logged::sign)
                .containsExactly(Logged.Sign.NETWORK_CALL);
    }

    @Test
    void whatWasOverBeginsAnew() throws IOException {
        var line = "[%d.1] watchdog: BUG: soft lockup - CPU#3 stuck for 22s! [java:77]\n";
        assertThat(said(line.formatted(100) + line.formatted(128) + line.formatted(4000)))
                .singleElement()
                .extracting(Logged::times)
                .isEqualTo(1L);
    }

    @Test
    void theConditionOfANodeIsNewerThanItsEvents() throws IOException {
        assertThat(said("""
                Conditions:
                  Ready  False  Sun, 06 Dec 2020 18:56:49 +0100   Sun, 06 Dec 2020 18:49:40 +0100  KubeletNotReady  PLEG is not healthy: pleg was last seen active 10m18s ago; threshold is 3m0s
                Events:
                  Normal   NodeReady  23m  kubelet  Node n1 status is now: NodeReady
                """)).extracting(Logged::sign).containsExactly(Logged.Sign.RELIST_OVERDUE);
    }

    @Test
    void aNodeThatIsReadyAgainHasNoOldTrouble() throws IOException {
        assertThat(said("""
                  Warning  KubeletNotReady  9m  kubelet  PLEG is not healthy: pleg was last seen active 3m1s ago; threshold is 3m0s
                  Normal   NodeReady  3m  kubelet  Node n1 status is now: NodeReady
                May 01 02:03:04 n1 kubelet[812]: hello
                """)).isEmpty();
    }

    @Test
    void whatIsNotSaidAnyMoreWhileTheLogGoesOnIsOver() throws IOException {
        var piece = read("""
                E0126 13:22:30.4   24668 kubelet.go:2196] "Skipping pod synchronization" err="PLEG is not healthy: pleg was last seen active 4m1s ago; threshold is 3m0s"
                I0126 13:29:30.4   24668 kubelet.go:2196] "SyncLoop ADD"
                """);
        assertThat(piece.evidence().allSeen(Logged.TYPE)).isEmpty();
        assertThat(piece.notes()).singleElement().asString().contains("counts as over");
    }

    @Test
    void certificateThatKubeletHasRenewedIsNoSign() throws IOException {
        var expired =
                "E1111 00:15:53.851634   66610 bootstrap.go:266] part of the existing bootstrap client certificate in "
                        + "/etc/kubernetes/kubelet.conf is expired: 2024-06-11 17:17:20 +0000 UTC\n";
        assertThat(said(expired)).isNotEmpty();
        assertThat(said(expired
                        + "I1111 00:15:58.1  66610 transport.go:147] \"Certificate rotation detected, shutting down client connections "
                        + "to start using new credentials\"\n"))
                .isEmpty();
    }

    @Test
    void aServerThatAnswersAgainIsNoSign() throws IOException {
        assertThat(said("[ 1.0] nfs: server a not responding, still trying\n[ 9.0] nfs: server a OK\n"))
                .isEmpty();
    }

    @Test
    void kubeletThatHearsOfItsPodsHasARuntimeAgain() throws IOException {
        var start = """
                E1130 10:00:00.000100     790 kubelet.go:1846] "Skipping pod synchronization" err="container runtime status check may not have completed yet"
                E1130 10:00:01.000100     790 remote_runtime.go:330] "Version failed" err="transport: dial unix /run/containerd/containerd.sock: connect: connection refused"
                """;
        var goesOn =
                "I1130 10:00:04.1     790 kubelet.go:2094] \"SyncLoop (PLEG): event for pod\" pod=\"default/web-0\"\n";
        assertThat(said(start))
                .extracting(Logged::sign)
                .containsExactlyInAnyOrder(Logged.Sign.CALL_OVERDUE, Logged.Sign.RUNTIME_UNREACHABLE);
        assertThat(said(start + goesOn)).isEmpty();
        assertThat(said(goesOn + start)).hasSize(2);
    }

    @Test
    void aQuietLogIsALog() throws IOException {
        assertThat(
                        read("May 01 02:03:04 n1 containerd[640]: time=\"2024-05-01T02:03:04Z\" level=info msg=\"loading\"\n")
                                .what())
                .isEqualTo("a log of containerd");
    }

    private static Piece read(String text) throws IOException {
        return Texts.read(text, new DaemonLog());
    }

    @Test
    void recordsOfAJournalInLinesOfTheirOwn() throws IOException {
        assertThat(said("""
                        __CURSOR=s=aa;i=1
                        __REALTIME_TIMESTAMP=1704705242118000
                        _HOSTNAME=w1
                        SYSLOG_IDENTIFIER=systemd
                        _PID=1
                        MESSAGE=Failed to propagate agent release message: Operation not supported

                        __CURSOR=s=aa;i=2
                        __REALTIME_TIMESTAMP=1704705252118000
                        _HOSTNAME=w1
                        SYSLOG_IDENTIFIER=systemd
                        _PID=1
                        MESSAGE=Failed to process message [type=method_call sender=:1.77 path=/a interface=b member=StopUnit]: Operation not supported
                        """)).singleElement().satisfies(said -> {
            assertThat(said.sign()).isEqualTo(Logged.Sign.SEND_REFUSED);
            assertThat(said.program()).isEqualTo("systemd");
            assertThat(said.times()).isEqualTo(2);
        });
    }

    @Test
    void linesOfAnEnvironmentAreNoRecord() throws IOException {
        assertThat(said("PATH=/bin\nMESSAGE=fork: Resource temporarily unavailable\nHOME=/root\n\n"))
                .hasSize(1);
    }

    @Test
    void eventThatCameOftenWasSaidOften() throws IOException {
        assertThat(
                        said(
                                "Warning  Failed  2s (x9 over 90s)  kubelet  error loading seccomp filter: errno 524: unknown\n"))
                .singleElement()
                .satisfies(said -> assertThat(said.times()).isEqualTo(9));
    }

    @Test
    void limitOfAContainerIsNotThatOfTheNode() throws IOException {
        var shell = "sh: fork: retry: Resource temporarily unavailable\n";
        var kernel = "kernel: cgroup: fork rejected by pids controller in /kubepods.slice/kubepods-pod77.slice\n";
        assertThat(said(shell)).hasSize(1);
        assertThat(said(shell + kernel)).isEmpty();
        assertThat(said("Jan 01 00:00:00 h kubelet[7]: fork/exec /x: resource temporarily unavailable\n" + kernel))
                .hasSize(1);
    }
}
