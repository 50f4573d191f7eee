package io.nodethaw.hop.containerd;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Shell;
import io.nodethaw.analysis.Step;
import io.nodethaw.analysis.UnitCondition;
import io.nodethaw.evidence.Freeze;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.SocketFile;
import io.nodethaw.evidence.UnitFiles;
import io.nodethaw.evidence.Units;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.hop.Addresses;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.LeftShims;
import io.nodethaw.hop.Obstacle;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Shims run, and the containerd that they serve does not. A unit that says so itself is a finding of its own; this one is for a
 * containerd that no unit tells of, or one that no target wants and that has not been stopped, but has failed.
 */
record Gone() implements Obstacle {
    @Override
    public Explanation explanation() {
        return new Explanation(
                "containerd.gone",
                "Containers run with their shims, and the containerd that started them does not run: there is no process of that name, "
                        + "nobody listens at its address, and nobody has a connection to one of the shims. No container starts or "
                        + "stops; those that run go on.",
                List.of(
                        "pgrep -a containerd finds none but shims.",
                        "cat /proc/PID/cgroup of a shim names the unit that started it, whatever that is called.",
                        "systemctl status of that unit, or the log of whatever else starts containerd, shows why it ended."),
                "Start it again the way it was started; it finds its shims and containers. If it was removed on purpose, end what runs: "
                        + "the containers that it left cannot be stopped in any other way than by signals.",
                List.of("containerd: runtime/v2/README.md", "man 5 systemd.kill, KillMode=process"));
    }

    @Override
    public Set<Key> wants(NodeView view, Depth depth) {
        return depth == Depth.CLOSE ? LeftShims.wants(view) : Set.of();
    }

    @Override
    public List<Met> met(NodeView view) {
        return LeftShims.of(view).isEmpty() || isToldElsewhere(view) ? List.of() : List.of(gone(view));
    }

    /** Its unit is stopped, which is what its operator wants, or on its way, or says itself that it should run. */
    private static boolean isToldElsewhere(NodeView view) {
        boolean bySystemd = LeftShims.toldOfAny(view)
                .filter(unit -> UnitCondition.of(unit) != UnitCondition.FINE
                        || !unit.active().equals("active") && !UnitCondition.hasFailed(unit))
                .isPresent();
        boolean byFiles = view.evidence().seen(Units.TYPE).isEmpty()
                && view.evidence().seen(UnitFiles.TYPE).stream()
                        .flatMap(files -> files.enabled().stream())
                        .anyMatch(unit ->
                                LeftShims.unit(view).filter(unit.unit()::equals).isPresent());
        return bySystemd || byFiles;
    }

    private static Met gone(NodeView view) {
        int shims = LeftShims.of(view).size();
        boolean certain = LeftShims.isPlaced(view)
                && (LeftShims.toldOfAny(view).filter(UnitCondition::hasFailed).isPresent()
                        || LeftShims.isGoneTwice(view));
        return new Met(
                new Vertex.Resource(
                        Vertex.ResourceKind.UNIT, LeftShims.unit(view).orElse(ContainerdHop.NAME)),
                ContainerdHop.NAME,
                "gone, " + (shims == 1 ? "1 shim" : shims + " shims") + " left",
                certain ? Certainty.CERTAIN : Certainty.SUSPECTED,
                Confidence.LIKELY,
                proofs(view));
    }

    private static List<Proof> proofs(NodeView view) {
        var proofs = new ArrayList<Proof>();
        proofs.add(Proof.of("no process of that name", ProcessTable.TYPE.key()));
        proofs.add(Proof.of("nobody has a connection to a shim", UnixSockets.TYPE.key()));
        Addresses.CONTAINERD.stream()
                .filter(path -> view.evidence()
                        .seen(SocketFile.TYPE, path)
                        .filter(here -> here.file().isPresent())
                        .isPresent())
                .map(path -> Proof.of(
                        path + " is there and nobody listens", SocketFile.TYPE.key(path), UnixSockets.TYPE.key()))
                .forEach(proofs::add);
        LeftShims.unit(view)
                .ifPresent(unit -> proofs.add(Proof.of(
                        "the shims are in the control group of " + unit
                                + LeftShims.toldOfAny(view)
                                        .map(told -> ", which is " + told.active())
                                        .orElse(""),
                        Freeze.TYPE.key(LeftShims.of(view).getFirst().process().pid()))));
        return proofs;
    }

    @Override
    public Optional<Step> step(NodeView view, Met met) {
        return LeftShims.toldOfAny(view)
                .filter(UnitCondition::hasFailed)
                .map(unit -> new Step(
                        "systemctl start " + Shell.word(unit.name()),
                        "starts it; if it ends again, see why: journalctl -u " + Shell.word(unit.name())))
                .or(() -> LeftShims.of(view).stream()
                        .findFirst()
                        .map(shim -> new Step(
                                "cat /proc/" + shim.process().pid() + "/cgroup",
                                "tells what had started it; start it again in that way")));
    }
}
