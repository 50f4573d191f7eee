package io.nodethaw.analysis;

import io.nodethaw.evidence.LastWords;
import io.nodethaw.evidence.Units;
import io.nodethaw.wait.NodeView;
import java.time.Duration;

/** What a unit's state means for the node. */
public enum UnitCondition {
    /** It runs, or is not meant to: nobody wants it, or its operator has masked it. */
    FINE,
    /** It is being started or stopped, or starts again after it has ended. */
    CHANGING,
    /** It should run and does not, and nothing will start it. */
    DEAD,
    /** It is started again and again and ends each time. */
    CRASH_LOOPING;

    /** A run that ended sooner was none. */
    private static final Duration SHORT = Duration.ofSeconds(30);

    /** A start that is younger says nothing yet of how it will end. */
    private static final Duration BEGUN = Duration.ofSeconds(5);

    /** Time for some runs that were none, each with a pause behind it: kubeadm has kubelet wait for 10 s. */
    private static final Duration LATELY = Duration.ofMinutes(2);

    /** Who has ended fewer times may only have been killed and be on its way back. */
    static final int LOOP = 3;

    /** Of one unit. Once a run has begun, systemd has forgotten how those before it ended, and only the journal tells. */
    public static UnitCondition of(NodeView view, Units.Unit unit) {
        return mayLoop(unit) && hasLooped(view, unit) ? CRASH_LOOPING : of(unit);
    }

    /** True for one whose run has not lasted long, and which systemd has started again before: what those runs were it does not tell. */
    public static boolean mayLoop(Units.Unit unit) {
        return (unit.active().equals("active")
                        || unit.active().equals("activating") && unit.last().isEmpty())
                && unit.restarts().orElse(0L) >= LOOP
                && unit.since().filter(since -> since.compareTo(SHORT) < 0).isPresent();
    }

    private static boolean hasLooped(NodeView view, Units.Unit unit) {
        return view.evidence()
                .seen(LastWords.TYPE, unit.name())
                .filter(words -> words.restarts().stream()
                                .filter(ago -> ago.compareTo(LATELY) < 0)
                                .count()
                        >= LOOP)
                .isPresent();
    }

    /** Of one unit, by what systemd tells of it. */
    public static UnitCondition of(Units.Unit unit) {
        if (unit.load().equals("masked") || unit.load().equals("not-found")) {
            return FINE;
        }
        return switch (unit.active()) {
            case "activating" -> isLoop(unit) ? CRASH_LOOPING : CHANGING;
            case "deactivating" -> CHANGING;
            case "failed", "inactive" -> isWanted(unit) ? unlessQueued(unit) : FINE;
            default -> FINE;
        };
    }

    /** True for one that ended by itself, or could not be started: that is never what its operator wants. */
    public static boolean hasFailed(Units.Unit unit) {
        return unit.active().equals("failed") && unit.load().equals("loaded");
    }

    /** Of one unit that the node lacks, whether a target wants it or not. */
    static UnitCondition ofMissing(NodeView view, Units.Unit unit) {
        var condition = of(view, unit);
        return condition == FINE && hasFailed(unit) ? DEAD : condition;
    }

    /** A start is queued while it waits for another unit, or for a moment within a restart. */
    private static UnitCondition unlessQueued(Units.Unit unit) {
        return unit.job().equals("start") || unit.job().equals("restart") ? CHANGING : DEAD;
    }

    /**
     * Only a target tells what its operator wants to run, or systemctl, which says that it is enabled; another service that wants it may
     * do without.
     */
    public static boolean isWanted(Units.Unit unit) {
        return unit.wantedBy().stream().anyMatch(name -> name.endsWith(".target"))
                || unit.enabled().orElse(false);
    }

    /** Between two runs the last one tells; while one runs, and has not lasted long, a start that failed before it. */
    private static boolean isLoop(Units.Unit unit) {
        return unit.restarts().orElse(0L) >= LOOP
                && (unit.last().isPresent()
                        ? unit.last().filter(UnitCondition::isShort).isPresent() && isBetweenRuns(unit)
                        : unit.failedBefore().orElse(false)
                                && unit.since()
                                        .filter(since -> since.compareTo(SHORT) < 0)
                                        .isPresent());
    }

    /** True for a run that ended so soon that it was none. */
    public static boolean isShort(Units.Run run) {
        return run.lasted().compareTo(SHORT) < 0;
    }

    /** It waits for its next start, or that has only just begun. */
    private static boolean isBetweenRuns(Units.Unit unit) {
        return unit.sub().startsWith("auto-restart")
                || unit.since().filter(since -> since.compareTo(BEGUN) < 0).isPresent();
    }
}
