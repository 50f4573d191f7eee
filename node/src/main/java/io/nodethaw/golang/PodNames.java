package io.nodethaw.golang;

import io.nodethaw.evidence.FunctionNames;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The names of pods that functions of kubelet were given. A v1.Pod (k8s.io/api/core/v1/types.go) begins with TypeMeta, two
 * strings, and ObjectMeta (k8s.io/apimachinery/pkg/apis/meta/v1/types.go), whose first strings are Name, GenerateName, Namespace,
 * SelfLink and UID: the same in all versions of Kubernetes from 1.0 to 1.36. Other objects of the API begin in the same way, so only
 * functions are looked at that get no other object than pods.
 */
final class PodNames {
    /** Those of kubelet from 1.10 to 1.36 that a pod's start or end goes through, in pkg/kubelet, cm and kuberuntime. */
    private static final FunctionNames FUNCTIONS = FunctionNames.of(
            "k8s.io/kubernetes/pkg/kubelet.(*Kubelet).syncPod",
            "k8s.io/kubernetes/pkg/kubelet.(*Kubelet).SyncPod",
            "k8s.io/kubernetes/pkg/kubelet.(*Kubelet).syncTerminatingPod",
            "k8s.io/kubernetes/pkg/kubelet.(*Kubelet).SyncTerminatingPod",
            "k8s.io/kubernetes/pkg/kubelet.(*Kubelet).syncTerminatedPod",
            "k8s.io/kubernetes/pkg/kubelet.(*Kubelet).SyncTerminatedPod",
            "k8s.io/kubernetes/pkg/kubelet.(*Kubelet).killPod",
            "k8s.io/kubernetes/pkg/kubelet/kuberuntime.(*kubeGenericRuntimeManager).killContainer",
            "k8s.io/kubernetes/pkg/kubelet/cm.(*podContainerManagerImpl).EnsureExists");

    private static final int NAME = 32;
    private static final int NAMESPACE = 64;
    private static final int UID = 96;
    private static final int LENGTH = 112;

    /** A UID of the API server, or the MD5 that kubelet makes of a static pod's file (pkg/kubelet/config/common.go). */
    private static final Pattern UIDS = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32}");

    /** A name as the API server allows it (apimachinery, util/validation, DNS1123Subdomain). */
    private static final Pattern NAMES = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");

    private final ProgramObjects objects;
    private final ProgramTexts texts;

    PodNames(ProgramObjects objects, ProgramTexts texts) {
        this.objects = objects;
        this.texts = texts;
    }

    /** True for a function whose arguments may be pods. */
    static boolean mayHave(String function) {
        return FUNCTIONS.has(function);
    }

    /** Namespace and name of the pod at an address: "default/web"; empty where there is none. */
    Optional<String> at(long pointer) {
        var object = objects.read(pointer, LENGTH);
        if (object.isEmpty()) {
            return Optional.empty();
        }
        var bytes = object.get();
        long[] words = new long[LENGTH / 8];
        bytes.asLongBuffer().get(words);
        var uid = text(words, UID);
        var name = text(words, NAME);
        var namespace = text(words, NAMESPACE);
        return UIDS.matcher(uid).matches()
                        && NAMES.matcher(name).matches()
                        && NAMES.matcher(namespace).matches()
                ? Optional.of(namespace + "/" + name)
                : Optional.empty();
    }

    private String text(long[] words, int offset) {
        return texts.find(words[offset / 8], words[offset / 8 + 1]);
    }
}
