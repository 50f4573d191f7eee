package io.nodethaw.evidence;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The UIDs of pods: one of the API server, or the MD5 that kubelet makes of a static pod's file (pkg/kubelet/config/common.go). The
 * slice of a pod is named after it before the pod has any container (pkg/kubelet/cm/pod_container_manager_linux.go).
 */
public final class PodUid {
    /** As a regular expression. */
    static final String UID = "[0-9a-f]{8}(?:[-_][0-9a-f]{4}){3}[-_][0-9a-f]{12}|[0-9a-f]{32}";

    private static final Pattern WHOLE = Pattern.compile(UID);

    /** "kubepods-burstable-podUID.slice"; systemd takes "-" for another level, so kubelet writes "_" (cgroup_manager_linux.go). */
    private static final Pattern SLICE = Pattern.compile("kubepods(?:-[a-z]+)?-pod(" + UID + ")\\.slice");

    private PodUid() {}

    /** The one that a unit is named after, as the API server writes it; empty for a unit that is no pod's slice. */
    public static Optional<String> ofUnit(String unit) {
        var slice = SLICE.matcher(unit);
        return slice.matches() ? Optional.of(slice.group(1).replace('_', '-')) : Optional.empty();
    }

    /** True for a text that may be one. An id of a container has 64 digits. */
    public static boolean isOne(String text) {
        return WHOLE.matcher(text).matches();
    }
}
