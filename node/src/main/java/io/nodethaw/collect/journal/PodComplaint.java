package io.nodethaw.collect.journal;

import io.nodethaw.evidence.PodTroubles;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one line of kubelet's says of a pod that has trouble of its own. kubelet logs an error each time that it gives up on a pod for
 * now (pkg/kubelet/pod_workers.go), and in it the reason that the pod's status shows too; and, where it logs more than by default
 * (--v=1), each probe that the program of a container has failed (pkg/kubelet/prober/prober.go).
 *
 * @param trouble of which pod, and what
 * @param counts false when only a second one makes it a trouble: a single probe may fail, and nothing follows
 */
record PodComplaint(PodTroubles.Trouble trouble, boolean counts) {
    /** The beginning of each line of a pod that is given up: to 1.20, and as structured since then, in text or in JSON. */
    private static final String GIVEN_UP = "rror syncing pod";

    /**
     * Reasons that lie in the pod: its program ends, its image cannot be had, or what its containers refer to is not there
     * (pkg/kubelet/images/types.go, pkg/kubelet/kuberuntime/kuberuntime_container.go). Others, such as RunContainerError or
     * CreatePodSandboxError, may be the node's.
     */
    private static final Pattern REASON = Pattern.compile(
            "failed to \\\\?\"StartContainer\\\\?\" for \\\\?\"([-a-z0-9]{1,63})\\\\?\" with "
                    + "(CrashLoopBackOff|ImagePullBackOff|ErrImagePull|ErrImageNeverPull|InvalidImageName|CreateContainerConfigError)\\b");

    private static final String NAMESPACE = "(?<namespace>[a-z0-9][-a-z0-9]{0,62})";

    /** As the API server allows it (apimachinery, util/validation, DNS1123Subdomain). */
    private static final String NAME = "(?<name>[a-z0-9][-.a-z0-9]{0,252})";

    /** Structured, in text: pod="default/web"; in JSON "pod":"default/web". */
    private static final Pattern STRUCTURED = Pattern.compile("\\bpod\"?[=:]\"" + NAMESPACE + "/" + NAME + "\"");

    /** In JSON since 1.24 (klog, KMetadata): "pod":{"name":"web","namespace":"default"}. */
    private static final Pattern JSON =
            Pattern.compile("\"pod\":\\{\"name\":\"" + NAME + "\",\"namespace\":\"" + NAMESPACE + "\"");

    /** To 1.20: ("web_default(UID)") (pkg/kubelet/util/format/pod.go). */
    private static final Pattern FORMATTED = Pattern.compile("\\(\"" + NAME + "_" + NAMESPACE + "\\(");

    /** The name of a container (apimachinery, util/validation, DNS1123Label). */
    private static final String CONTAINER = "(?<container>[a-z0-9][-a-z0-9]{0,62})";

    /**
     * To 1.20. A probe of which nobody knows how it went ("errored", "unknown") may be the runtime's fault, and one of readiness does
     * not end a container.
     */
    private static final Pattern PROBE_FORMATTED = Pattern.compile("(?<probe>Liveness|Startup) probe for \"" + NAME
            + "_" + NAMESPACE + "\\([-0-9a-f]{1,36}\\):" + CONTAINER + "\" failed \\(failure\\):");

    /** As structured since then, in text and in JSON. What the program itself has said ("output") stands behind all of these. */
    private static final Pattern PROBE = Pattern.compile("\\bprobeType\"?[=:]\"(?<probe>Liveness|Startup)\"");

    private static final Pattern PROBED = Pattern.compile("\\bcontainerName\"?[=:]\"" + CONTAINER + "\"");

    private static final Pattern RESULT = Pattern.compile("\\bprobeResult\"?[=:]\"(?<result>[a-z]+)\"");

    /** False for most lines that are none, at little cost. */
    static boolean mayBe(String line) {
        return line.contains(GIVEN_UP) || line.contains("Probe failed") || line.contains(" probe for ");
    }

    static Optional<PodComplaint> of(JournalEntry entry) {
        return givenUp(entry).or(() -> unwell(entry));
    }

    private static Optional<PodComplaint> givenUp(JournalEntry entry) {
        var reason = REASON.matcher(entry.message());
        return entry.message().contains(GIVEN_UP) && reason.find()
                ? pod(entry.message()).map(pod -> complaint(entry, pod, reason.group(1), reason.group(2), true))
                : Optional.empty();
    }

    private static Optional<PodComplaint> unwell(JournalEntry entry) {
        var formatted = PROBE_FORMATTED.matcher(entry.message());
        if (formatted.find()) {
            return Optional.of(unwell(entry, podOf(formatted), formatted.group("container"), formatted));
        }
        var probe = PROBE.matcher(entry.message());
        var probed = PROBED.matcher(entry.message());
        var result = RESULT.matcher(entry.message());
        return probe.find()
                        && probed.find()
                        && result.find()
                        && result.group("result").equals("failure")
                ? pod(entry.message()).map(pod -> unwell(entry, pod, probed.group("container"), probe))
                : Optional.empty();
    }

    private static PodComplaint unwell(JournalEntry entry, String pod, String container, Matcher probe) {
        var what = "failing " + probe.group("probe").toLowerCase(Locale.ROOT) + " probe";
        return complaint(entry, pod, container, what, false);
    }

    private static PodComplaint complaint(
            JournalEntry entry, String pod, String container, String what, boolean counts) {
        return new PodComplaint(new PodTroubles.Trouble(pod, container, what, entry.ago()), counts);
    }

    private static Optional<String> pod(String message) {
        return List.of(STRUCTURED, JSON, FORMATTED).stream()
                .map(form -> form.matcher(message))
                .filter(Matcher::find)
                .map(PodComplaint::podOf)
                .findFirst();
    }

    private static String podOf(Matcher found) {
        return found.group("namespace") + "/" + found.group("name");
    }
}
