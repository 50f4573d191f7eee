package io.nodethaw.hop.systemd;

import io.nodethaw.bugs.SystemdCounter;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.Probe;
import io.nodethaw.collect.source.ByProbe;
import io.nodethaw.collect.source.InThread;
import io.nodethaw.collect.source.Source;
import io.nodethaw.evidence.BusCookie;
import io.nodethaw.evidence.BusSerial;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.UnitFiles;
import io.nodethaw.evidence.Units;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.LeftShims;
import io.nodethaw.wait.NodeView;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is asked of systemd and read of PID 1, and when that is worth its cost.
 *
 * @param units whose state it is asked for
 */
record SystemdQuestions(SystemdProbe probe, Set<String> units) {
    /** What can be asked, and where. */
    List<Source<?>> sources(Host host) {
        return List.of(
                new ByProbe<>(NameOwner.TYPE, "the system bus: who owns systemd's name"),
                new ByProbe<>(BusReply.TYPE, "the system bus: a Ping of systemd"),
                new ByProbe<>(PrivateReply.TYPE, "`/run/systemd/private`, as root: systemd's version"),
                new ByProbe<>(
                        Units.TYPE,
                        "`/run/systemd/private`, as root and once it has told its version, else the system bus: the state of the units of the node's "
                                + "daemons, and of the unit in which a containerd has left its shims"),
                new InThread<>(
                        BusSerial.TYPE,
                        "by `forecast` only, where systemd's version may not count for ever: the system bus: a Ping of systemd",
                        (_, deadline) -> probe.messages(deadline)),
                new InThread<>(
                        UnitNames.TYPE,
                        "by `forecast` only: `/run/systemd/private`, as root: how many units systemd has loaded",
                        (_, deadline) -> probe.unitNames(deadline)),
                UnitFilesTask.source(host, units),
                CookieTask.source(host),
                RoomTask.source(host));
    }

    /** What is asked at once, as far as that is known to be of use. */
    List<Probe<?>> probes(NodeView view) {
        var other = LeftShims.unit(view).filter(unit -> !units.contains(unit));
        var probes = new ArrayList<>(probe.probes());
        if (view.evidence().seen(PrivateReply.TYPE).isPresent()) {
            probes.add(probe.units("", units));
            other.ifPresent(unit -> probes.add(probe.units(unit, Set.of(unit))));
        } else if (mayNotAsk(view) && view.evidence().seen(BusReply.TYPE).isPresent()) {
            probes.add(probe.unitsOnBus("", units));
            other.ifPresent(unit -> probes.add(probe.unitsOnBus(unit, Set.of(unit))));
        }
        return probes;
    }

    /** True where its private socket is out of reach, as it is for everybody but root. */
    private static boolean mayNotAsk(NodeView view) {
        return view.evidence().asked(PrivateReply.TYPE.key())
                && !view.evidence().reading(PrivateReply.TYPE).isSilent();
    }

    /**
     * The readings for the four signs of deafness, and for the counter when the signs are there; and the files of units whose
     * state it did not tell.
     */
    static Set<Key> wants(NodeView view, Depth depth) {
        return switch (depth) {
            case LIGHT -> toldNothing(view) ? Set.of(UnitFiles.TYPE.key()) : Set.of();
            case CLOSE -> signs(view);
            case WORK, COSTLY -> Set.of();
        };
    }

    private static boolean toldNothing(NodeView view) {
        var evidence = view.evidence();
        boolean knows = evidence.seen(PrivateReply.TYPE).isPresent()
                || mayNotAsk(view) && evidence.seen(BusReply.TYPE).isPresent();
        boolean asked = evidence.asked(Units.TYPE.key());
        return SystemdHop.systemd(view).isPresent()
                && (asked || !knows && evidence.asked(PrivateReply.TYPE.key()) && evidence.asked(BusReply.TYPE.key()))
                && evidence.seen(Units.TYPE).isEmpty();
    }

    private static Set<Key> signs(NodeView view) {
        var wants = new LinkedHashSet<Key>();
        boolean silent = view.evidence().reading(BusReply.TYPE).isSilent();
        if (silent || OffTheBus.orphan(view).isPresent()) {
            wants.add(Descriptors.TYPE.key(ProcessTable.INIT));
            wants.addAll(BusLink.sets(view));
        }
        if (silent) {
            view.evidence()
                    .seen(NameOwner.TYPE)
                    .flatMap(NameOwner::owner)
                    .ifPresent(owner -> BusLink.all(view).stream()
                            .filter(link -> link.polled().equals(Optional.of(false)))
                            .forEach(link -> wants.add(BusCookie.key(link.fd(), owner, version(view)))));
        }
        return wants;
    }

    private static int version(NodeView view) {
        return view.evidence()
                .seen(PrivateReply.TYPE)
                .map(PrivateReply::version)
                .map(SystemdCounter::release)
                .orElse(0);
    }
}
