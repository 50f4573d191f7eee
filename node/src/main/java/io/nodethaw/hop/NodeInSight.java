package io.nodethaw.hop;

import io.nodethaw.analysis.BlindSpot;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Reading;
import io.nodethaw.wait.NodeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tells whether the look could see a node at all. From inside a pod, a chroot or a build machine nothing waits because nothing
 * is seen; that does not mean healthy.
 */
final class NodeInSight {
    /** The name that systemd gives itself, however it was started (src/core/main.c). */
    private static final String SYSTEMD = "systemd";

    private static final String NEEDED =
            "needed: root on the node itself, or a pod with hostPID, hostNetwork, SYS_PTRACE and DAC_READ_SEARCH";

    private final NodeView view;
    private final List<Hop> hops;

    NodeInSight(NodeView view, List<Hop> hops) {
        this.view = view;
        this.hops = hops;
    }

    /** Everything that was not seen. When no node is in sight, no hop is said to be absent from it. */
    List<BlindSpot> blindSpots() {
        var all = hops.stream().flatMap(this::blindSpots).toList();
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

    /** What is known not to run can be asked nothing; and what its operator has switched off is said to be so. */
    private Stream<BlindSpot> blindSpots(Hop hop) {
        var spots = hop.blindSpots(view).stream();
        var units = new DaemonUnits(view, hops);
        var off = units.switchedOff(hop);
        if (off.isPresent() && hop.roles(view).isEmpty()) {
            return Stream.of(new BlindSpot(hop.name(), "switched off: " + off.get(), false));
        }
        return units.isDown(hop) ? spots.map(spot -> new BlindSpot(spot.what(), spot.why(), false)) : spots;
    }

    /** True when a process of the hop is here, or its probe had any outcome other than that nobody was there. */
    private boolean showsANode(Hop hop) {
        return hop.makesANode()
                && (!hop.roles(view).isEmpty() || hop.probed(view).stream().anyMatch(this::isThere));
    }

    /**
     * True when the probe shows that somebody is there. An answer may also come through a socket that was mounted into a pod,
     * where the node's PID 1 is out of sight.
     */
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

    /** In words, which nested nodes may be stuck: they are not judged here. */
    static Stream<String> nested(NodeView view) {
        return view.processes().stream()
                .filter(view::isNestedInit)
                .filter(process -> process.state() == 'T' || process.state() == 't' || process.state() == 'D')
                .map(process -> "a nested node is not judged here: its systemd is process " + process.pid() + ", state "
                        + process.state() + "; run nodethaw inside it");
    }
}
