package io.nodethaw.evidence;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The folders that kubelet makes for pods, whatever it was told to call what they lie in, and the pod that their names tell: its name
 * in those of logs (pkg/kubelet/kuberuntime/helpers.go, BuildPodLogsDirectory), its UID in those of volumes and plug-ins
 * (pkg/kubelet/kubelet_getters.go, getPodDir).
 */
public final class PodFolder {
    /** NAMESPACE_NAME_UID: neither name may have "_" in it. */
    private static final Pattern LOGS =
            Pattern.compile("/(?<namespace>[-a-z0-9]{1,63})_(?<name>[-.a-z0-9]{1,253})_(?:" + PodUid.UID + ")(?:/|$)");

    private static final Pattern OWN = Pattern.compile("/pods/(" + PodUid.UID + ")(?:/|$)");

    private PodFolder() {}

    /** The pod to which a path belongs: "default/web", or its UID where the path tells no more. */
    public static Optional<String> pod(String path) {
        var logs = LOGS.matcher(path);
        if (logs.find()) {
            return Optional.of(logs.group("namespace") + "/" + logs.group("name"));
        }
        var own = OWN.matcher(path);
        return own.find() ? Optional.of(own.group(1)) : Optional.empty();
    }
}
