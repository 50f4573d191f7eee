package io.nodethaw.hop;

import io.nodethaw.analysis.BlindSpot;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Reading;
import io.nodethaw.wait.NodeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether a look had a node before it at all. From inside a pod, a chroot or a build machine nothing waits because nothing is
 * seen, and that is not healthy.
 */
final class NodeInSight {
    /** What systemd calls itself however it was started (src/core/main.c). */
    private static final String SYSTEMD = "systemd";

    private static final String NEEDED =
            "needed: root on the node itself, or a pod with hostPID, hostNetwork, SYS_PTRACE and DAC_READ_SEARCH";

    private final NodeView view;
    private final List<Hop> hops;

    NodeInSight(NodeView view, List<Hop> hops) {
        this.view = view;
        this.hops = hops;
    }

    /** Everything that was not seen: where no node is in sight, nobody is said to be absent from it. */
    List<BlindSpot> blindSpots() {
        var all = hops.stream().flatMap(hop -> hop.blindSpots(view).stream()).toList();
        if (hops.stream().anyMatch(this::showsANode)) {
            return all;
        }
        var names = hops.stream().map(Hop::name).toList();
        var blind = new ArrayList<BlindSpot>();
        blind.add(new BlindSpot("the node", "no kubelet and no container runtime in sight; " + init() + NEEDED, true));
        all.stream()
                .filter(spot -> spot.matters() || !names.contains(spot.what()))
                .forEach(blind::add);
        return blind;
    }

    /** A daemon whose process is here, or that has met our probe in any way but by not being there. */
    private boolean showsANode(Hop hop) {
        return hop.makesANode()
                && (!hop.roles(view).isEmpty() || hop.probed(view).stream().anyMatch(this::isThere));
    }

    /** An answer may come through a socket that was mounted into a pod; then the node's own PID 1 is not in sight. */
    private boolean isThere(Probed question) {
        return switch (view.evidence().reading(question.type(), question.instance())) {
            case Reading.Seen<?> _ -> isSystemd();
            case Reading.Silent<?> _, Reading.Failed<?> _, Reading.Refused<?> _ -> true;
            case Reading.NotAsked<?> _ -> false;
        };
    }

    private boolean isSystemd() {
        return first().filter(SYSTEMD::equals).isPresent();
    }

    private Optional<String> first() {
        return view.process(1).map(ProcessTable.Entry::comm);
    }

    private String init() {
        return isSystemd()
                ? ""
                : first().map(name -> "PID 1 is " + name + ", no systemd; ").orElse("PID 1 was not seen; ");
    }
}
