package io.nodethaw.format.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.nodethaw.evidence.Logged;
import io.nodethaw.format.Finder;
import io.nodethaw.format.Found;
import io.nodethaw.format.Line;
import io.nodethaw.format.Texts;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VolumeLinesTest {
    private static List<Logged> said(String text) throws IOException {
        return Texts.read(text + "\nNode became ready\n", new DaemonLog(), new Anything())
                .evidence()
                .allSeen(Logged.TYPE)
                .toList();
    }

    /** So that a text without a sign is read too. */
    private static final class Anything implements Finder {
        @Override
        public void take(Line line) {}

        @Override
        public void end(Found into) {
            into.is("anything");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MOUNT_LATE|data|Warning  FailedMount  3m1s (x9 over 24m)  kubelet  Unable to attach or mount volumes: unmounted volumes=[data], unattached volumes=[data kube-api-access-6x]: timed out waiting for the condition",
                "MOUNT_LATE|a b|E0612 10:01:02.123456    1201 kubelet.go:1872] \"Unable to attach or mount volumes for pod; skipping pod\" err=\"unmounted volumes=[a b], unattached volumes=[], failed to process volumes=[]: context deadline exceeded\" pod=\"web/a-0\"",
                "MOUNT_LATE|storage|Warning  FailedMount  45s  kubelet, n1  Unable to mount volumes for pod \"x_default(24)\": timeout expired waiting for volumes to attach or mount for pod \"default\"/\"x\". list of unmounted volumes=[storage]. list of unattached volumes=[storage t]",
                "MOUNT_LATE|store|FailedMount timeout expired waiting for volumes to attach/mount for pod \"default\"/\"x\". list of unattached/unmounted volumes=[[store]]",
                "MOUNT_LATE|pvc-7f|Warning  FailedMount  36s (x14 over 31m)  kubelet  MountVolume.MountDevice failed for volume \"pvc-7f\" : rpc error: code = DeadlineExceeded desc = context deadline exceeded",
                "MOUNT_LATE|share|E0612 10:01:02.123456    1201 nestedpendingoperations.go:348] Operation for \"{volumeName:kubernetes.io/nfs/11-share podName:11 nodeName:}\" failed. Error: UnmountVolume.TearDown failed for volume \\\"share\\\" (UniqueName: \\\"kubernetes.io/nfs/11-share\\\") pod \\\"11\\\" : context deadline exceeded",
                "MOUNT_LATE|of a file server|Output: mount.nfs: Connection timed out",
                "NO_SUCH_SOURCE|tls|Warning  FailedMount  1m1s (x19 over 24m)  kubelet  MountVolume.SetUp failed for volume \"tls\" : secret \"web-tls\" not found",
                "NO_SUCH_SOURCE|k|Warning  FailedMount  12s  kubelet  MountVolume.SetUp failed for volume \"k\" : failed to sync configmap cache: timed out waiting for the condition",
                "STILL_IN_USE|/var/lib/kubelet/pods/11/volumes/kubernetes.io~secret/tls|I0618 00:17:04.065055    9199 kubelet.go:2006] Failed to remove orphaned pod \"11\" dir; err: remove /var/lib/kubelet/pods/11/volumes/kubernetes.io~secret/tls: device or resource busy",
                "STILL_IN_USE|/var/lib/kubelet/pods/11/volumes/x/t|UnmountVolume.TearDown failed with: rename /var/lib/kubelet/pods/11/volumes/x/t /var/lib/kubelet/pods/11/volumes/x/wrapped_t.deleting~6: device or resource busy",
                "STILL_IN_USE|/var/lib/kubelet/pods/11/mount|Output: umount: /var/lib/kubelet/pods/11/mount: target is busy.",
                "STILL_IN_USE|/run/containerd/io.containerd.runtime.v2.task/k8s.io/c0/rootfs|level=warning msg=\"failed to cleanup rootfs mount\" error=\"failed to unmount target /run/containerd/io.containerd.runtime.v2.task/k8s.io/c0/rootfs: device or resource busy\"",
                "STILL_IN_USE|/home/docker/data/containers/af88/shm|Error response from daemon: Unable to remove filesystem for af88: remove /home/docker/data/containers/af88/shm: device or resource busy",
                "STILL_IN_USE|a33a87339238|Error response from daemon: Driver devicemapper failed to remove root filesystem a33a87339238: Device is Busy",
                "STILL_IN_USE|/var/run/netns/cni-49dd|unlinkat /var/run/netns/cni-49dd: device or resource busy",
                "STILL_IN_USE|/sys/fs/cgroup/memory/kubepods/pod11|err=\"failed to destroy cgroup: rmdir /sys/fs/cgroup/memory/kubepods/pod11: device or resource busy\""
            })
    void lineTellsOfAVolumeOrOfWhatIsInUse(Logged.Sign sign, String about, String line) throws IOException {
        assertThat(said(line)).extracting(Logged::sign, Logged::about).containsExactly(tuple(sign, about));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mount: /dev/sdb is already mounted or /mnt busy",
                "May 01 02:03:04 n1 app[7]: cannot open /dev/video0: Device or resource busy",
                "Warning  FailedMount  12s  kubelet  MountVolume.SetUp failed for volume \"c\" : mount failed: exit status 32",
                "umount: /mnt/usb: target is busy.",
                "unmounted volumes=[data], unattached volumes=[data]: pod was deleted"
            })
    void ordinaryLinesTellNothing(String line) throws IOException {
        assertThat(said(line)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[-]syncloop failed: reason withheld",
                "healthz check syncloop failed: sync Loop took longer than expected"
            })
    void loopThatIsLate(String line) throws IOException {
        assertThat(said(line)).extracting(Logged::sign).containsExactly(Logged.Sign.LOOP_LATE);
        assertThat(said(line + "\n[+]syncloop ok")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "failed to start shim: start failed: panic: runtime error: index out of range [0]: exit status 2: unknown",
                "OCI runtime create failed: container_linux.go:1: starting container process caused: signal: segmentation fault"
            })
    void startThatCrashes(String line) throws IOException {
        assertThat(said(line)).extracting(Logged::sign).containsExactly(Logged.Sign.START_CRASHES);
        assertThat(said(line + ": exec user process caused \"exec format error\""))
                .isEmpty();
    }
}
