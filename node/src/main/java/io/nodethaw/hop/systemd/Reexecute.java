package io.nodethaw.hop.systemd;

import io.nodethaw.collect.socket.Signals;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Reading;
import io.nodethaw.remedy.Check;
import io.nodethaw.remedy.Diagnosis;
import io.nodethaw.remedy.NodeAccess;
import io.nodethaw.remedy.Target;
import io.nodethaw.remedy.Work;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes systemd execute itself anew with its state; the new instance has new connections and counters. */
final class Reexecute implements InitRemedy {
    /**
     * The free space that systemd needs in /run/systemd to execute itself anew (src/core/dbus-manager.c,
     * RELOAD_DISK_SPACE_MIN).
     */
    static final long ROOM = 16L << 20;

    @Override
    public String name() {
        return "systemd.reexecute";
    }

    @Override
    public Set<String> formerNames() {
        return Set.of("REEXECUTE");
    }

    @Override
    public Set<String> answers() {
        return Set.of(DeafOnBus.CODE, OffTheBus.CODE);
    }

    @Override
    public String title(Target systemd) {
        return "Reexecute of " + systemd.name() + " through its private socket";
    }

    @Override
    public String risk() {
        return "calls to systemd that are under way lose their replies, and what still waits for one is ended; containers and services go on";
    }

    @Override
    public List<Check> checks(NodeAccess access, Target systemd, Diagnosis now) {
        return checks(systemd, InitRemedy.read(access), access.read(RoomTask.question()));
    }

    static List<Check> checks(Target systemd, Reading<ProcessTable.Entry> init, Reading<ReexecRoom> room) {
        return List.of(InitRemedy.same(systemd, init), binary(room), room(room));
    }

    private static Check binary(Reading<ReexecRoom> room) {
        var what = "the binary that systemd would execute is there";
        return room.seen()
                .map(seen -> Check.that(
                        seen.executable(),
                        what + ": " + seen.binary(),
                        seen.binary() + " is not there or not executable: systemd could not start again; "
                                + "repair the systemd package first"))
                .orElseGet(() -> Check.refuses(what, "could not look for systemd's binary: " + why(room)));
    }

    private static Check room(Reading<ReexecRoom> room) {
        var what = "/run/systemd has room for systemd's state";
        return room.seen()
                .map(seen -> Check.that(
                        seen.freeBytes() >= ROOM,
                        what + ": " + (seen.freeBytes() >> 20) + " MiB free",
                        "/run/systemd has " + (seen.freeBytes() >> 10) + " KiB free, systemd refuses with less than "
                                + (ROOM >> 20) + " MiB: make room in /run first"))
                .orElseGet(() -> Check.refuses(what, "could not read how much of /run is free: " + why(room)));
    }

    private static String why(Reading<ReexecRoom> room) {
        return switch (room) {
            case Reading.Seen<ReexecRoom> _ -> "";
            case Reading.Silent<ReexecRoom>(var waited, var stage, var _) ->
                stage + " silent for " + waited.toMillis() + " ms";
            case Reading.Failed<ReexecRoom>(var why) -> why;
            case Reading.Refused<ReexecRoom>(var why) -> why;
            case Reading.NotAsked<ReexecRoom>(var why, boolean _) -> why;
        };
    }

    /** Not where systemd would refuse it for want of room: then room is made first. */
    @Override
    public boolean offered(Diagnosis now, Target systemd) {
        return !ReexecRoomSupply.isShort(now.view());
    }

    @Override
    public List<Check> passing(Diagnosis now) {
        var starting = now.underWay().stream().map(Work::name).collect(Collectors.joining(", "));
        var who = now.underWay().stream().map(Work::who).collect(Collectors.joining(", "));
        return List.of(Check.that(
                starting.isEmpty(),
                "no start is under way except stuck ones",
                "a start is under way (" + starting + "): " + who + "; its call to systemd would be lost; try again"));
    }

    @Override
    public String mark(Diagnosis now) {
        return PrivateListener.mark(now.view());
    }

    @Override
    public String perform(NodeAccess access, Target systemd, Diagnosis now) throws IOException {
        try {
            var took = new Manager(access.host(), access.uid()).reexecute();
            return "its private socket was closed after " + took.toMillis() + " ms, as it does";
        } catch (Manager.NotToldException e) {
            // systemd(1): SIGTERM "serializes its state, reexecutes itself"
            new Signals(access.host()).send(systemd.pid(), systemd.startTicks(), Signals.TERM);
            return "SIGTERM, because its private socket does not take calls (" + e.getMessage() + ")";
        }
    }

    /** It took 0.1 to 2 s (measured); with thousands of units it may take longer. */
    @Override
    public Duration settling() {
        return Duration.ofSeconds(30);
    }

    /** The private listener tells: after being executed anew systemd has a new one. When it cannot be told, it counts as done. */
    @Override
    public Became became(Target systemd, String mark, Diagnosis now) {
        var listener = PrivateListener.mark(now.view());
        boolean same = !listener.isEmpty() && listener.equals(mark);
        return same
                ? new Became(false, "systemd was not executed anew: its private socket is the one it had")
                : new Became(true, "systemd was executed anew, as far as its private socket tells");
    }
}
