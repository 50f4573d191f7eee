package io.nodethaw.heal;

import io.nodethaw.evidence.Machine;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Status;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What must hold before an action on PID 1, each with a refusal of its own. Pure: it judges what was read. */
final class Preconditions {
    /** Free bytes that systemd wants in /run/systemd before it executes itself anew (src/core/dbus-manager.c, RELOAD_DISK_SPACE_MIN). */
    static final long ROOM = 16L << 20;

    private static final String RUNC = "runc";

    private Preconditions() {}

    /**
     * The checks before an action.
     *
     * @param now the freshest look
     * @param tried true when this action was done for this cause within the last hour
     */
    static List<Check> of(Action action, Case now, Premises premises, boolean tried) {
        return switch (action) {
            case Action.Reconnect(var _, var systemd) ->
                List.of(root(now), namespace(premises), same(systemd, premises), once(tried));
            case Action.Reexecute(var _, var systemd) ->
                List.of(
                        root(now),
                        namespace(premises),
                        same(systemd, premises),
                        binary(premises.room()),
                        room(premises.room()),
                        quiet(now),
                        once(tried));
            case Action.EndProcess _ -> List.of(root(now));
            case Action.Leave _ -> List.of();
        };
    }

    /** Asked first of all: without it neither evidence nor records can be written. */
    static Check root(Case now) {
        long uid = now.evidence().seen(Machine.TYPE).map(Machine::uid).orElse(-1L);
        return Check.that(uid == 0, "we are root", "not root (uid " + uid + "): only root may act on PID 1; use sudo");
    }

    private static Check namespace(Premises premises) {
        boolean known = premises.ourNamespace() != 0 && premises.initNamespace() != 0;
        return Check.that(
                known && premises.ourNamespace() == premises.initNamespace(),
                "PID 1 is of our own pid namespace",
                known
                        ? "we are in another pid namespace than PID 1: run nodethaw on the node itself"
                        : "could not tell the pid namespaces of PID 1 and of ourselves");
    }

    private static Check same(Vertex.Process systemd, Premises premises) {
        var what = "PID 1 is the systemd that was diagnosed";
        return switch (premises.init()) {
            case Reading.Seen<ProcessTable.Entry>(var now) -> {
                if (!now.comm().equals("systemd")) {
                    yield Check.refuses(what, "PID 1 is " + now.comm() + ", not systemd: it would not know what to do");
                }
                yield Check.that(
                        now.pid() == systemd.pid() && now.startTicks() == systemd.startTicks(),
                        what,
                        "PID 1 is another process than the one diagnosed: diagnose again");
            }
            case Reading.Silent<ProcessTable.Entry> _,
                    Reading.Failed<ProcessTable.Entry> _,
                    Reading.Refused<ProcessTable.Entry> _,
                    Reading.NotAsked<ProcessTable.Entry> _ -> Check.refuses(what, "could not read who PID 1 is");
        };
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

    private static Check once(boolean tried) {
        return Check.that(
                !tried,
                "not done for this cause within the last hour",
                "this was done for the same cause within the last hour and is not done twice: drain the node and restart it");
    }

    /** Check of its own, since it may pass a moment later. */
    static Check quiet(Case now) {
        var starting = inFlight(now);
        var who = atWork(now).map(role -> tell(now.view(), role)).collect(Collectors.joining(", "));
        return Check.that(
                starting.isEmpty(),
                "no start is under way but those that are stuck",
                "a start is under way (" + String.join(", ", starting) + "): " + who
                        + "; its call to systemd would be lost; try again");
    }

    /** "pid 230 (uid 0), child of containerd-shim 210": what one needs to see whether it is what it seems. */
    private static String tell(NodeView view, Role role) {
        if (!(role.vertex() instanceof Vertex.Process(int pid, long _))) {
            return role.label();
        }
        var uid = view.evidence().seen(Status.TYPE, pid).map(status -> "uid " + status.uid());
        var parent = view.process(pid).map(entry -> "child of " + view.name(entry.parent()));
        return "pid " + pid + " (" + uid.orElse("its user was not read") + "), "
                + parent.orElse("whose parent was not seen");
    }

    /** Runtime operations that are at work and not among the victims. One whose child is the user's program has finished its start. */
    static List<String> inFlight(Case now) {
        return atWork(now).map(Role::label).toList();
    }

    private static Stream<Role> atWork(Case now) {
        var view = now.view();
        var victims = now.graph().victims().stream().map(Victim::vertex).collect(Collectors.toSet());
        return now.graph().roles().stream()
                .filter(role -> role.hop().equals(RUNC) && !victims.contains(role.vertex()))
                .filter(role -> role.vertex() instanceof Vertex.Process process
                        && !belowAnother(now, view, process)
                        && !hasProgram(now, view, process));
    }

    private static boolean belowAnother(Case now, NodeView view, Vertex.Process process) {
        return view.process(process.pid())
                .flatMap(entry -> view.vertex(entry.parent()))
                .filter(parent -> isRunc(now, parent))
                .isPresent();
    }

    /** While a runc init is left, any other child is a hook. */
    private static boolean hasProgram(Case now, NodeView view, Vertex.Process process) {
        var children = view.childrenOf(process.pid()).stream()
                .filter(child -> !child.isGone())
                .toList();
        return !children.isEmpty()
                && children.stream()
                        .noneMatch(child -> isRunc(now, new Vertex.Process(child.pid(), child.startTicks())));
    }

    private static boolean isRunc(Case now, Vertex process) {
        return now.graph().role(process).filter(role -> role.hop().equals(RUNC)).isPresent();
    }

    /** The first refusal. */
    static Optional<String> refusal(List<Check> checks) {
        return checks.stream().flatMap(check -> check.refusal().stream()).findFirst();
    }
}
