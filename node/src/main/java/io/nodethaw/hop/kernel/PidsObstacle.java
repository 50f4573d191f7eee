package io.nodethaw.hop.kernel;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Shell;
import io.nodethaw.analysis.Step;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.PidsLimits;
import io.nodethaw.evidence.RefusedStarts;
import io.nodethaw.evidence.Units;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.Obstacle;
import io.nodethaw.hop.Refusal;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The control group in which kubelet or a runtime starts its children may have no more tasks.
 *
 * @param units of the daemons that start containers
 */
record PidsObstacle(Set<String> units) implements Obstacle {
    private static final String CODE = "kernel.pids-limit";

    /** Twice of a tiny limit is used up at once. Our choice: room for many starts, and still a limit. */
    private static final long LEAST = 4096;

    PidsObstacle {
        units = Set.copyOf(units);
    }

    @Override
    public Explanation explanation() {
        return new Explanation(
                CODE,
                "The control group of the daemon's unit, or one above it, has as many tasks (processes and threads) as it may have. Nothing "
                        + "can be started in it: no shim, no runc, no thread. Containers that run go on; their own tasks are in other groups.",
                List.of(
                        "systemctl show -p TasksCurrent -p TasksMax UNIT, twice.",
                        "cat pids.current pids.max pids.events in the group, below /sys/fs/cgroup or /sys/fs/cgroup/pids: refused tasks are "
                                + "counted as max.",
                        "systemd-cgls -u UNIT shows whose tasks they are."),
                "Look whose tasks they are: shims of thousands of containers need a higher limit, a leak needs its process ended. "
                        + "systemctl set-property --runtime UNIT TasksMax=infinity lifts the limit of a unit at once.",
                List.of(
                        "kernel: Documentation/admin-guide/cgroup-v2.rst, PID",
                        "man 5 systemd.resource-control, TasksMax="));
    }

    @Override
    public Set<Key> wants(NodeView view, Depth depth) {
        var keys = new LinkedHashSet<Key>();
        if (depth == Depth.LIGHT) {
            running(view).forEach(unit -> keys.add(PidsLimits.TYPE.key(unit)));
        }
        if (depth == Depth.CLOSE && !met(view).isEmpty()) {
            keys.add(RefusedStarts.TYPE.key());
        }
        return keys;
    }

    private List<String> running(NodeView view) {
        return view.evidence().seen(Units.TYPE).stream()
                .flatMap(all -> all.units().stream())
                .filter(unit -> unit.active().equals("active") && units.contains(unit.name()))
                .map(Units.Unit::name)
                .toList();
    }

    @Override
    public List<Met> met(NodeView view) {
        var met = new ArrayList<Met>();
        var paths = new HashSet<String>();
        view.evidence().allSeen(PidsLimits.TYPE).forEach(limits -> {
            for (var level : limits.levels()) {
                if (isNear(level) && paths.add(level.path())) {
                    met.add(met(view, limits, level));
                }
            }
        });
        return met;
    }

    /** A start that is refused gives its tasks back. */
    private static boolean isNear(PidsLimits.Level level) {
        long needed = TaskCosts.OF_A_START + (level.path().equals("/") ? TaskCosts.OURS : 0);
        return level.room().filter(room -> room < needed).isPresent();
    }

    private static Met met(NodeView view, PidsLimits limits, PidsLimits.Level level) {
        var refusal = hasRefused(level) ? Refusal.of(view.evidence(), RefusedStarts.Why.NO_TASK) : Refusal.NONE;
        return new Met(
                at(level),
                "pids limit of " + (level.path().equals("/") ? "the node" : level.path()),
                (isFull(level) ? "reached, " : "nearly reached, ") + level.now() + " of "
                        + level.most().orElse(0L),
                refusal.certainty(isRefusing(view, limits.unit(), level)),
                Confidence.PROVEN,
                refusal.after(Proof.of(words(level), PidsLimits.TYPE.key(limits.unit()))));
    }

    private static String words(PidsLimits.Level level) {
        var refused = level.refused().map(PidsObstacle::refused).orElse("");
        return String.format(
                Locale.ROOT,
                "%s has %d of %d tasks%s",
                level.path(),
                level.now(),
                level.most().orElse(0L),
                refused);
    }

    private static String refused(long times) {
        return ", refused " + (times == 1 ? "once" : times + " times");
    }

    /** True when it had no room in two readings and has refused some, or has refused some between them. */
    private static boolean isRefusing(NodeView view, String unit, PidsLimits.Level now) {
        return view.evidence()
                .twice(PidsLimits.TYPE, unit)
                .flatMap(both -> level(both.first(), now.path()))
                .filter(before -> isFull(before) && isFull(now) && now.refused().orElse(1L) > 0
                        || now.refused().orElse(0L) > before.refused().orElse(0L))
                .isPresent();
    }

    private static boolean hasRefused(PidsLimits.Level level) {
        return level.refused().orElse(1L) > 0;
    }

    private static boolean isFull(PidsLimits.Level level) {
        return level.room().filter(room -> room == 0).isPresent();
    }

    private static Optional<PidsLimits.Level> level(PidsLimits limits, String path) {
        return limits.levels().stream()
                .filter(level -> level.path().equals(path))
                .findFirst();
    }

    /** Where the group is a unit's, systemd gives it more room; others belong to whoever has made them. */
    @Override
    public Optional<Step> step(NodeView view, Met met) {
        return view.evidence()
                .allSeen(PidsLimits.TYPE)
                .flatMap(limits -> limits.levels().stream())
                .filter(level -> at(level).equals(met.at()))
                .findFirst()
                .flatMap(level -> unit(level).flatMap(unit -> level.most().map(most -> more(unit, most))));
    }

    private static Optional<String> unit(PidsLimits.Level level) {
        var name = level.path().substring(level.path().lastIndexOf('/') + 1);
        return name.endsWith(".service") || name.endsWith(".slice") ? Optional.of(name) : Optional.empty();
    }

    private static Step more(String unit, long most) {
        var name = Shell.word(unit);
        return new Step(
                "systemctl set-property --runtime " + name + " TasksMax=" + Math.max(LEAST, 2 * most),
                "gives room until the next boot; see whose tasks they are: systemd-cgls -u " + name);
    }

    static Vertex.Resource at(PidsLimits.Level level) {
        return new Vertex.Resource(Vertex.ResourceKind.LIMIT, "pids of " + level.path());
    }
}
