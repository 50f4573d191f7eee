package io.nodethaw.bus;

import io.nodethaw.evidence.Freeze;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a process belongs, from the path of its control group.
 *
 * @param unit of systemd: "docker.service", "session-1.scope"; empty in none
 * @param container id of 64 digits; empty in none
 * @param pod uid of its pod, as kubelet puts it into the path; empty in none
 */
public record ControlGroup(String unit, String container, String pod) {
    /** An id as containerd, dockerd and CRI-O make them, alone or in "docker-ID.scope". */
    private static final Pattern CONTAINER = Pattern.compile("(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])");

    /** kubelet's cgroup manager (pkg/kubelet/cm): "kubepods-burstable-podUID.slice", ".../podUID". */
    private static final Pattern POD = Pattern.compile("pod([0-9a-f]{8}([-_][0-9a-f]{4}){3}[-_][0-9a-f]{12})");

    /** Kinds of units that processes run in (systemd.cgroup: slices hold no processes of their own, except PID 1's children). */
    private static final Pattern UNIT = Pattern.compile("(.+\\.)(service|scope|socket|mount|swap)");

    /** Empty where the path tells nothing. */
    public static Optional<ControlGroup> of(Freeze cgroups) {
        return cgroups.cgroups().stream()
                .map(line -> line.substring(line.indexOf(':') + 1))
                .map(ControlGroup::ofPath)
                .filter(group -> !group.unit.isEmpty() || !group.container.isEmpty())
                .findFirst();
    }

    private static ControlGroup ofPath(String path) {
        var unit = Arrays.stream(path.split("/", -1))
                .filter(name -> UNIT.matcher(name).matches())
                .findFirst()
                .orElse("");
        var container = CONTAINER.matcher(path);
        var pod = POD.matcher(path);
        return new ControlGroup(
                unit,
                container.find() ? container.group() : "",
                pod.find() ? pod.group(1).replace('_', '-') : "");
    }
}
