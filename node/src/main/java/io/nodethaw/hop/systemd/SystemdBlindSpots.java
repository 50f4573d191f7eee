package io.nodethaw.hop.systemd;

import io.nodethaw.analysis.BlindSpot;
import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Units;
import io.nodethaw.hop.Addresses;
import io.nodethaw.hop.BusWaits;
import io.nodethaw.hop.Probed;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.go.BusCalls;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What could not be seen of systemd: it can be asked on two ways, and each says something that the other does not.
 */
final class SystemdBlindSpots {
    private SystemdBlindSpots() {}

    /** All of them. */
    static List<BlindSpot> of(NodeView view) {
        var init = view.process(ProcessTable.INIT);
        if (init.isEmpty()) {
            return List.of(new BlindSpot(SystemdHop.NAME, "could not tell: PID 1 was not seen", true));
        }
        if (SystemdHop.systemd(view).isEmpty()) {
            return List.of(
                    new BlindSpot(SystemdHop.NAME, "PID 1 is " + init.get().comm() + ", no systemd", false));
        }
        var blind = new ArrayList<BlindSpot>();
        leg(view, BusReply.TYPE, "systemd on the bus").ifPresent(blind::add);
        owner(view).ifPresent(blind::add);
        leg(view, PrivateReply.TYPE, "systemd's private socket").ifPresent(blind::add);
        units(view).ifPresent(blind::add);
        return blind;
    }

    /**
     * The blind spot of one of the two ways to systemd. It matters when the other way is closed too. The bus also matters when
     * something waits for systemd there, because the private socket does not tell whether systemd reads from the bus.
     */
    private static Optional<BlindSpot> leg(NodeView view, FactType<?> type, String what) {
        return switch (view.evidence().reading(type)) {
            case Reading.Seen<?> _, Reading.Silent<?> _ -> Optional.empty();
            case Reading.Failed<?>(String why) -> Optional.of(new BlindSpot(what, why, true));
            case Reading.Refused<?>(String why) -> Optional.of(new BlindSpot(what, why, isMissed(view, type)));
            case Reading.NotAsked<?>(String why, boolean _) ->
                Optional.of(new BlindSpot(what, "could not be asked: " + why, isMissed(view, type)));
        };
    }

    /** Whether a daemon is missing. Where nothing answers on the private socket that is said already. */
    private static Optional<BlindSpot> units(NodeView view) {
        var what = "which units should run";
        return switch (view.evidence().reading(Units.TYPE)) {
            case Reading.Seen<?> _, Reading.Refused<?> _, Reading.NotAsked<?> _ -> Optional.empty();
            case Reading.Silent<?> silent ->
                Optional.of(
                        new BlindSpot(what, "no answer in " + silent.waited().toMillis() + " ms", true));
            case Reading.Failed<?>(String why) -> Optional.of(new BlindSpot(what, why, true));
        };
    }

    private static boolean isMissed(NodeView view, FactType<?> type) {
        return !wasAsked(view, BusReply.TYPE) && !wasAsked(view, PrivateReply.TYPE)
                || type.equals(BusReply.TYPE) && isAwaitedOnBus(view);
    }

    /**
     * The blind spot of the owner of its name. It matters as long as no reply came over the bus, because then it is not known
     * whose silence that is.
     */
    private static Optional<BlindSpot> owner(NodeView view) {
        var reply = view.evidence().reading(BusReply.TYPE);
        if (reply instanceof Reading.Seen<?>) {
            return Optional.empty();
        }
        var what = "the owner of systemd's name on the bus";
        return switch (view.evidence().reading(NameOwner.TYPE)) {
            case Reading.Seen<?> _ -> Optional.empty();
            case Reading.Silent<?> silent ->
                isBusStopped(view)
                        ? Optional.empty() // the bus reports that
                        : Optional.of(new BlindSpot(
                                what, "no answer in " + silent.waited().toMillis() + " ms", true));
            case Reading.Failed<?>(String why) -> Optional.of(new BlindSpot(what, why, true));
            case Reading.Refused<?>(String why) -> unknownOwner(reply, what, why);
            case Reading.NotAsked<?>(String why, boolean _) -> unknownOwner(reply, what, why);
        };
    }

    /** When nothing was asked over the bus, that is reported for systemd on the bus. */
    private static Optional<BlindSpot> unknownOwner(Reading<?> reply, String what, String why) {
        return reply.wasPut() ? Optional.of(new BlindSpot(what, "could not be asked: " + why, true)) : Optional.empty();
    }

    private static boolean isBusStopped(NodeView view) {
        return Addresses.bus(view)
                .flatMap(bus -> view.process(bus.pid()))
                .filter(bus -> bus.state() == 'T')
                .isPresent();
    }

    /** True when a reading shows that something waits for systemd over the bus. */
    private static boolean isAwaitedOnBus(NodeView view) {
        return SystemdHop.systemd(view)
                .filter(systemd -> !BusWaits.read(view, call -> call.callee() == BusCalls.Callee.SYSTEMD, systemd)
                        .isEmpty())
                .isPresent();
    }

    private static boolean wasAsked(NodeView view, FactType<?> type) {
        return Probed.standing(view, type, "") != Role.Standing.NOT_ASKED;
    }
}
