package io.nodethaw.format.cluster;

import io.nodethaw.evidence.Logged;
import java.util.Map;
import java.util.Optional;

/**
 * A condition of a node, whichever way it is printed.
 *
 * @param type "Ready", "DiskPressure"
 * @param status "True", "False", "Unknown"
 * @param text all that is told of it
 */
record NodeCondition(String type, String status, String text, long line) {
    private static final String READY = "Ready";

    /** What runs out where these are true (pkg/kubelet/eviction). */
    private static final Map<String, String> PRESSURES = Map.of(
            "MemoryPressure", "memory of the node, as kubelet counts it",
            "DiskPressure", "room on the disks of the node, as kubelet counts it",
            "PIDPressure", "numbers for processes, as kubelet counts them");

    boolean isReadiness() {
        return type.equals(READY);
    }

    /** True for one that only nodes have. */
    boolean isOfNode() {
        return isReadiness() || PRESSURES.containsKey(type);
    }

    /** Of what kubelet says that the node runs out. */
    Optional<Logged> pressure() {
        return Optional.ofNullable(PRESSURES.get(type))
                .filter(_ -> status.equals("True"))
                .map(what -> new Logged(Logged.Sign.LIMIT_REACHED, "kubelet", what, text, 1, Optional.empty()));
    }
}
