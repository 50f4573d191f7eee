package io.nodethaw.hop;

import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.Freeze;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.Machine;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Units;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.wait.NodeView;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Shims without a containerd. A shim serves one, keeps running when that ends, and stays in the control group of the unit that had
 * started it: so the unit of a containerd can be found whatever its packager has called it.
 */
public final class LeftShims {
    /** A shim is named after its kind: "containerd-shim-runc-v2". */
    private static final String SHIM = "containerd-shim";

    /** A node that has one of these may have left its containerd behind, with the containers of that time. */
    private static final Set<String> OTHERS = Set.of("crio", "cri-dockerd");

    /** So many are asked for their control groups: they have one containerd, and have begun at different times. */
    private static final int ASKED = 2;

    private static final NodeView.Once<String, List<Addresses.Shim>> ALL = new NodeView.Once<>((view, _) -> left(view));

    private LeftShims() {}

    /**
     * The shims, the oldest first; none where somebody may be their containerd: a process of that name, a listener at one of its
     * addresses, or whoever has a connection to one of them.
     */
    public static List<Addresses.Shim> of(NodeView view) {
        return view.once(ALL, "");
    }

    private static List<Addresses.Shim> left(NodeView view) {
        var shims = Addresses.shims(view).stream()
                .filter(shim -> comm(view, shim.process().pid()).startsWith(SHIM))
                .sorted(Comparator.comparingLong(shim -> shim.process().startTicks()))
                .toList();
        boolean served = view.processes().stream().anyMatch(process -> !process.isGone() && isServer(process.comm()))
                || Addresses.CONTAINERD.stream()
                        .anyMatch(path -> Addresses.listener(view, path).isPresent())
                || shims.stream().anyMatch(shim -> isConnected(view, shim));
        return served ? List.of() : shims;
    }

    private static boolean isServer(String comm) {
        return Addresses.CONTAINERD_PROGRAMS.contains(comm) || OTHERS.contains(comm);
    }

    private static String comm(NodeView view, int pid) {
        return view.process(pid).map(ProcessTable.Entry::comm).orElse("");
    }

    /** True when somebody else than the shim and this program has the other end of a connection to it, or may have. */
    private static boolean isConnected(NodeView view, Addresses.Shim shim) {
        var ends = view.socketsAt(shim.path()).stream()
                .filter(socket -> socket.state() == UnixSockets.State.ESTABLISHED && socket.peer() != 0)
                .flatMap(socket -> view.socketHolders(socket.peer()).stream())
                .map(NodeView.OpenFile::pid)
                .collect(Collectors.toSet());
        ends.remove(shim.process().pid());
        view.evidence().seen(Machine.TYPE).map(Machine::ourPid).ifPresent(ends::remove); // which asks shims itself
        return !ends.isEmpty()
                || view.evidence().seen(Descriptors.TYPE, shim.process().pid()).isEmpty();
    }

    /** What tells of whose unit they are. */
    public static Set<Key> wants(NodeView view) {
        var wants = new LinkedHashSet<Key>();
        of(view).stream()
                .limit(ASKED)
                .forEach(shim -> wants.add(Freeze.TYPE.key(shim.process().pid())));
        return wants;
    }

    /** True once it was read whose unit they are, or that they are no unit's. */
    public static boolean isPlaced(NodeView view) {
        return of(view).stream()
                .limit(ASKED)
                .anyMatch(shim ->
                        view.evidence().seen(Freeze.TYPE, shim.process().pid()).isPresent());
    }

    /** The unit whose control group they are in, whatever that is called. */
    public static Optional<String> unit(NodeView view) {
        return of(view).stream()
                .limit(ASKED)
                .flatMap(
                        shim -> view.evidence().seen(Freeze.TYPE, shim.process().pid()).stream())
                .flatMap(groups -> groups.service().stream())
                .findFirst();
    }

    /** What systemd told of that unit, where it is not one of those that it is always asked for. */
    public static Optional<Units.Unit> told(NodeView view) {
        return unit(view).flatMap(name -> named(view, name, name));
    }

    /** What systemd told of that unit, whichever it is. */
    public static Optional<Units.Unit> toldOfAny(NodeView view) {
        return told(view).or(() -> unit(view).flatMap(name -> named(view, "", name)));
    }

    private static Optional<Units.Unit> named(NodeView view, String instance, String name) {
        return view.evidence().seen(Units.TYPE, instance).stream()
                .flatMap(units -> units.units().stream())
                .filter(unit -> unit.name().equals(name))
                .findFirst();
    }

    /** True while nothing but time tells whether somebody starts their containerd again. */
    static boolean mayComeBack(NodeView view) {
        return !of(view).isEmpty()
                && toldOfAny(view)
                        .filter(unit -> !unit.active().equals("active"))
                        .isEmpty();
    }

    /** True where two readings of one look have found no process of a containerd. */
    public static boolean isGoneTwice(NodeView view) {
        return view.evidence()
                .twice(ProcessTable.TYPE, "")
                .filter(both -> Stream.of(both.first(), both.last())
                        .flatMap(table -> table.processes().stream())
                        .noneMatch(process -> !process.isGone() && isServer(process.comm())))
                .isPresent();
    }
}
