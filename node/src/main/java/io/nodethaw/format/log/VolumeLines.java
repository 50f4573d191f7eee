package io.nodethaw.format.log;

import io.nodethaw.evidence.Logged.Sign;
import java.util.List;
import java.util.Set;

/** Lines of logs and events about volumes that are not mounted in time, and about what cannot be removed because something uses it. */
final class VolumeLines {
    /** A limit that has passed; the words of k8s.io/apimachinery, pkg/util/wait, ErrWaitTimeout. */
    private static final String LATE = KnownLine.LATE + "|timed out waiting for the condition";

    /** What a volume is made of is not there yet, or comes from the API server. */
    private static final String OF_CLUSTER =
            "(?:secret|configmap|configMap|object|persistentvolumeclaim) \\\\?\"[^\"\\n]{1,300}\"?[^\\n]{0,40}"
                    + "(?:not found|not registered)|references non-existent|failed to sync \\w{1,12} cache|failed to fetch token|https?://|etcdserver";

    /** Folders and groups in which runtimes and kubelet mount, and which they remove with their containers. */
    private static final String OURS =
            "/[\\w./~@:*%+=-]{0,120}(?:containerd|docker|kubelet|crio|rancher|kubepods|lib/containers|cgroup|netns/cni)[\\w./~@:*%+=-]{0,300}?";

    private static final String BUSY = "(?:[Dd]evice or resource busy|[Dd]evice is [Bb]usy|target is busy)";

    static final List<KnownLine> ALL = List.of(
            // pkg/volume/util/nestedpendingoperations; pkg/volume/csi, the limit of its calls
            KnownLine.of(
                    Sign.VOLUME_LATE,
                    KnownLine.KUBELET,
                    "kubernetes\\.io/csi/(?<about>[\\w.-]{1,120})\\^[^\\n]{1,900}(?:" + KnownLine.LATE + ")"),
            // pkg/volume/util/operationexecutor, operation_generator.go: where the driver is not told
            KnownLine.of(
                            Sign.MOUNT_LATE,
                            Set.of(),
                            "\\b(?:Unm|M)(?:ount|ap)(?:Volume|Device)(?:\\.\\w{1,24})? failed for volume \\\\?\"(?<about>[^\"\\\\\\n]{1,200})"
                                    + "[^\\n]{0,900}?(?:" + LATE + ")")
                    .unless("kubernetes\\.io/csi/[\\w.-]{1,120}\\^|" + OF_CLUSTER)
                    .until(
                            "UnmountVolume\\.\\w{1,24} succeeded for [^\\n]{1,400}OuterVolumeSpecName: \\\\?\"(?<about>[^\"\\\\\\n]{1,200})"
                                    + "|\\bMountVolume\\.\\w{1,24} succeeded for volume \\\\?\"(?<about2>[^\"\\\\\\n]{1,200})"),
            // pkg/kubelet/volumemanager/volume_manager.go, WaitForAttachAndMount, by version
            KnownLine.of(
                    Sign.MOUNT_LATE,
                    Set.of(),
                    "unmounted volumes=\\[(?<about>[^\\]\\n]{1,300})\\][^\\n]{0,600}: (?:" + LATE + ")|"
                            + "timeout expired waiting for volumes to attach(?:/| or )mount [^\\n]{1,500}?"
                            + "list of (?:unattached/)?unmounted volumes=\\[{1,2}(?<about2>[^\\]\\n]{1,300})\\]"),
            KnownLine.of(
                    Sign.NO_SUCH_SOURCE,
                    Set.of(),
                    "MountVolume\\.\\w{1,24} failed for volume \\\\?\"(?<about>[^\"\\\\\\n]{1,200})[^\\n]{0,300}?(?:"
                            + OF_CLUSTER + ")"),
            // nfs-utils utils/mount/stropts.c and network.c; cifs-utils mount.cifs.c
            KnownLine.of(
                            Sign.MOUNT_LATE,
                            Set.of(),
                            "\\bmount\\.nfs4?: (?:Connection timed out|No route to host)|\\bmount error\\(110\\): Connection timed out")
                    .about("of a file server"),
            // umount(2), rmdir(2), rename(2), EBUSY, in the words of Go, of util-linux, and of moby
            KnownLine.of(
                    Sign.STILL_IN_USE,
                    Set.of(),
                    "(?:[Uu]nmount|umount|remov|unlink|rmdir|rename|delet)[^\\n]{0,200}?[\\s\"'](?<about>" + OURS
                            + ")(?: /[^\\s:]{1,300})?[\\s:~]{1,8}" + BUSY
                            + "|[Ff]ailed to remove root filesystem (?:of |for )?(?<about2>[0-9a-f]{12,64})[^\\n]{0,200}?"
                            + BUSY));

    private VolumeLines() {}
}
