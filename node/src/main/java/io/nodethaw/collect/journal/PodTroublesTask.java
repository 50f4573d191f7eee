package io.nodethaw.collect.journal;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.child.ReaderTask;
import io.nodethaw.evidence.PodTroubles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds in kubelet's lines pods that do not run for a reason of their own. kubelet logs an error each time that it gives up on a pod
 * for now (pkg/kubelet/pod_workers.go), and in it the reason that the pod's status shows too.
 */
final class PodTroublesTask implements ReaderTask {
    /** How far back: kubelet tries again after ten seconds and up to half as much (pkg/kubelet/pod_workers.go). */
    private static final int LATELY = 60; // seconds

    /** A minute of a kubelet that complains of a hundred pods. */
    private static final int MOST_LINES = 2000;

    /** So many pods at most: people are told few. */
    private static final int MOST = 100;

    /** The beginning of each such line: to 1.20, and as structured since then, in text or in JSON. */
    private static final String SIGN = "rror syncing pod";

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

    private final Host host;

    PodTroublesTask(Host host) {
        this.host = host;
    }

    /** Argument: the name of the unit. */
    @Override
    public byte[] read(List<String> unit) throws IOException {
        var options = List.of("--lines=" + MOST_LINES, "--since=-" + LATELY + "s", "--unit=" + unit.getFirst());
        return Journalctl.read(
                host,
                options,
                lines -> write(of(lines, unit.getFirst(), host.clock().instant())));
    }

    /** Of lines of which the newest comes first. */
    static PodTroubles of(JournalLines lines, String unit, Instant now) throws IOException {
        var byPod = new LinkedHashMap<String, PodTroubles.Trouble>();
        for (var line = lines.next(); line.isPresent() && byPod.size() < MOST; line = lines.next()) {
            if (line.get().contains(SIGN)) { // before it is parsed: most lines tell of other things
                JournalEntry.of(line.get(), now)
                        .filter(entry -> entry.unit().equals(unit))
                        .flatMap(PodTroublesTask::trouble)
                        .ifPresent(found -> byPod.putIfAbsent(found.pod(), found));
            }
        }
        return new PodTroubles(new ArrayList<>(byPod.values()));
    }

    private static Optional<PodTroubles.Trouble> trouble(JournalEntry entry) {
        var reason = REASON.matcher(entry.message());
        var pod = pod(entry.message());
        return reason.find() && pod.isPresent()
                ? Optional.of(new PodTroubles.Trouble(pod.get(), reason.group(1), reason.group(2), entry.ago()))
                : Optional.empty();
    }

    private static Optional<String> pod(String message) {
        return List.of(STRUCTURED, JSON, FORMATTED).stream()
                .map(form -> form.matcher(message))
                .filter(Matcher::find)
                .map(found -> found.group("namespace") + "/" + found.group("name"))
                .findFirst();
    }

    static byte[] write(PodTroubles troubles) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(troubles.pods().size());
            for (var trouble : troubles.pods()) {
                out.writeUTF(trouble.pod());
                out.writeUTF(trouble.container());
                out.writeUTF(trouble.reason());
                out.writeLong(trouble.ago().toMillis());
            }
        }
        return bytes.toByteArray();
    }

    static PodTroubles decode(byte[] answer) throws IOException {
        try (var in = new DataInputStream(new ByteArrayInputStream(answer))) {
            var pods = new ArrayList<PodTroubles.Trouble>();
            for (int left = in.readUnsignedByte(); left > 0; left--) {
                pods.add(new PodTroubles.Trouble(
                        in.readUTF(), in.readUTF(), in.readUTF(), Duration.ofMillis(in.readLong())));
            }
            return new PodTroubles(pods);
        }
    }
}
