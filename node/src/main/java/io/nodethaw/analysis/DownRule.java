package io.nodethaw.analysis;

import io.nodethaw.evidence.LastWords;
import io.nodethaw.evidence.UnitFiles;
import io.nodethaw.evidence.Units;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Progress;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.WaitGraph;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A unit of one hop should run and does not. systemd itself says so, and by whom it is wanted.
 *
 * @param condition what it finds
 */
public record DownRule(String hop, UnitCondition condition, Explanation explanation) implements Rule {

    private static final Duration START_LIMIT = Duration.ofSeconds(90);

    /** A number of seconds says nothing before: the look itself takes so long. */
    private static final Duration JUST_NOW = Duration.ofSeconds(2);

    /** The milliseconds of a longer run tell nothing. */
    private static final Duration BRIEF = Duration.ofSeconds(10);

    /** Result of a unit that was started more often than its StartLimitBurst allows (systemd.unit(5)). */
    private static final String LIMIT_HIT = "start-limit-hit";

    private static final List<String> MANUALS = List.of("man 1 systemctl", "man 5 systemd.service, Restart=");

    /** Not started, or ended and not started again: code "HOP.dead". */
    public static DownRule dead(Party party) {
        return new DownRule(
                party.hop(),
                UnitCondition.DEAD,
                new Explanation(
                        party.code("dead"),
                        party.atStart()
                                + " should run on this node, since a target wants its unit, and does not: it was stopped, "
                                + "or it ended and systemd does not start it again. " + party.whatStopsWithIt(),
                        List.of(
                                "systemctl status UNIT shows how it ended, and since when.",
                                "systemctl show -p WantedBy -p RequiredBy UNIT names the target that wants it.",
                                "journalctl -u UNIT -n 50 shows its last words."),
                        "Find out why it ended, then: systemctl start UNIT. If it is meant to be off: systemctl disable UNIT, and no "
                                + "look counts it any more.",
                        MANUALS));
    }

    /** Started again and again: code "HOP.crash-looping". */
    public static DownRule crashLooping(Party party) {
        return new DownRule(
                party.hop(),
                UnitCondition.CRASH_LOOPING,
                new Explanation(
                        party.code("crash-looping"),
                        party.atStart() + " ends soon after each start, and systemd starts it again. "
                                + party.whatStopsWithIt(),
                        List.of(
                                "systemctl show -p NRestarts -p ExecMainStatus -p Result UNIT, twice: the number grows.",
                                "journalctl -u UNIT -n 50 shows why it ends."),
                        "Read why it ends (its configuration, a full disk, a file that is damaged) and mend that; it then starts by itself.",
                        MANUALS));
    }

    /** Being started or stopped: code "HOP.changing". */
    public static DownRule changing(Party party) {
        return new DownRule(
                party.hop(),
                UnitCondition.CHANGING,
                new Explanation(
                        party.code("changing"),
                        party.atStart() + " is being started or stopped, and answers nobody meanwhile. "
                                + party.whatStopsWithIt(),
                        List.of(
                                "systemctl status UNIT shows what it is at, and since when.",
                                "nodethaw chain PID of its main process shows what that waits for."),
                        "Wait. If it stays so, look at what its main process waits for.",
                        MANUALS));
    }

    @Override
    public List<Finding> judge(NodeView view, WaitGraph graph) {
        var findings = new ArrayList<Finding>();
        for (var role : graph.roles()) {
            if (role.hop().equals(hop)) {
                unit(view, role)
                        .filter(unit -> conditionOf(view, unit) == condition)
                        .ifPresent(unit -> findings.add(finding(view, about(graph, role), unit)));
                inFiles(view, role)
                        .filter(_ -> condition == UnitCondition.DEAD)
                        .ifPresent(unit -> findings.add(notSeen(role.vertex(), unit)));
            }
        }
        return findings;
    }

    /** One that is known only by the shims it has left has a rule of its own for where nobody wants it (containerd.gone). */
    private static UnitCondition conditionOf(NodeView view, Units.Unit unit) {
        boolean isKnown = view.evidence()
                .seen(Units.TYPE)
                .filter(units -> units.units().contains(unit))
                .isPresent();
        return isKnown ? UnitCondition.ofMissing(view, unit) : UnitCondition.of(unit);
    }

    /** The unit of a role that systemd told nothing of. */
    private static Optional<UnitFiles.Enabled> inFiles(NodeView view, Role role) {
        return role.vertex() instanceof Vertex.Resource(var kind, String name)
                        && kind == Vertex.ResourceKind.UNIT
                        && view.evidence().seen(Units.TYPE).isEmpty()
                ? view.evidence().seen(UnitFiles.TYPE).stream()
                        .flatMap(files -> files.enabled().stream())
                        .filter(unit -> unit.unit().equals(name))
                        .findFirst()
                : Optional.empty();
    }

    private Finding notSeen(Vertex unit, UnitFiles.Enabled files) {
        var text = files.unit() + " starts with the node (" + files.link()
                + "), and neither a process in its control group nor one of its name is to be seen; systemd could not be asked";
        return new Finding.Failing(
                explanation.code(),
                unit,
                Confidence.LIKELY,
                "not running",
                List.of(new Proof(text, List.of(UnitFiles.TYPE.key()))));
    }

    @Override
    public Optional<Step> step(NodeView view, WaitGraph graph, Root root) {
        return graph.roles().stream()
                .filter(role -> role.hop().equals(hop) && about(graph, role).equals(root.vertex()))
                .flatMap(role -> unit(view, role)
                        .flatMap(this::step)
                        .or(() -> inFiles(view, role).map(files -> start(files.unit())))
                        .stream())
                .findFirst();
    }

    private Optional<Step> step(Units.Unit unit) {
        var name = Shell.word(unit.name());
        return switch (condition) {
            case DEAD ->
                Optional.of(
                        unit.result().equals(LIMIT_HIT)
                                ? new Step(
                                        "systemctl reset-failed " + name + " && systemctl start " + name,
                                        "starts it, although it was started too often; see why it ended: journalctl -u "
                                                + name)
                                : start(unit.name()));
            case CRASH_LOOPING ->
                Optional.of(new Step("journalctl -n 20 -u " + name, "shows its last words; it starts again by itself"));
            case CHANGING ->
                Optional.of(unit.mainPid()
                        .map(pid -> new Step("nodethaw chain " + pid, "shows what it waits for"))
                        .orElseGet(() -> new Step(
                                "systemctl status -n 20 --no-pager " + name,
                                "shows what it is at, and its last words")));
            case FINE -> Optional.empty();
        };
    }

    private static Step start(String unit) {
        var name = Shell.word(unit);
        return new Step("systemctl start " + name, "starts it; if it ends again, see why: journalctl -u " + name);
    }

    private static Optional<Units.Unit> unit(NodeView view, Role role) {
        return role.vertex() instanceof Vertex.Resource(var kind, String name) && kind == Vertex.ResourceKind.UNIT
                ? view.evidence()
                        .allSeen(Units.TYPE)
                        .flatMap(units -> units.units().stream())
                        .filter(unit -> unit.name().equals(name))
                        .findFirst()
                : Optional.empty();
    }

    /** The process that it is started as, where it has one. */
    private static Vertex about(WaitGraph graph, Role role) {
        return graph.from(role.vertex()).stream()
                .map(Edge::to)
                .filter(Vertex.Process.class::isInstance)
                .findFirst()
                .orElse(role.vertex());
    }

    private Finding finding(NodeView view, Vertex about, Units.Unit unit) {
        var shown = UnitCondition.mayLoop(unit)
                ? List.of(Units.TYPE.key(), LastWords.TYPE.key(unit.name()))
                : List.of(Units.TYPE.key());
        var proofs = List.of(new Proof(proof(unit), shown));
        return condition == UnitCondition.CHANGING && !isOverdue(view, unit)
                ? new Finding.Slow(explanation.code(), about, Confidence.PROVEN, title(view, unit), proofs)
                : new Finding.Failing(explanation.code(), about, Confidence.PROVEN, title(view, unit), proofs);
    }

    /**
     * A start past its limit, which some units do not have: dockerd may load thousands of containers, but then its process works
     * (systemd's src/core/manager.h, DEFAULT_TIMEOUT_USEC).
     */
    private static boolean isOverdue(NodeView view, Units.Unit unit) {
        var limit = unit.startLimit().orElse(START_LIMIT);
        return unit.active().equals("activating")
                && !unit.sub().startsWith("auto-restart")
                && unit.since().filter(since -> since.compareTo(limit) > 0).isPresent()
                && unit.mainPid()
                        .filter(pid -> Progress.of(view, pid) == Progress.STILL)
                        .isPresent();
    }

    private String title(NodeView view, Units.Unit unit) {
        return switch (condition) {
            case CHANGING, FINE -> unit.active() + " (" + unit.sub() + ")" + lasting(unit) + again(unit);
            case CRASH_LOOPING -> "crash-looping" + ending(view, unit);
            case DEAD -> (unit.active().equals("failed") ? "dead" + ending(view, unit) : "stopped") + lasting(unit);
        };
    }

    /** While it runs, systemd tells nothing of the run before. */
    private static String ending(NodeView view, Units.Unit unit) {
        return unit.last()
                .map(Units.Run::ending)
                .or(() -> view.evidence()
                        .seen(LastWords.TYPE, unit.name())
                        .filter(_ -> UnitCondition.mayLoop(unit))
                        .flatMap(LastWords::ended)
                        .map(LastWords.Ended::words))
                .map(words -> ", " + words)
                .orElse("");
    }

    private static String again(Units.Unit unit) {
        return unit.restarts()
                .filter(times -> times >= UnitCondition.LOOP)
                .map(times -> ", started again " + times + " times")
                .orElse("");
    }

    private static String lasting(Units.Unit unit) {
        return unit.since()
                .map(since -> since.compareTo(JUST_NOW) < 0 ? ", just now" : ", for " + words(since))
                .orElse("");
    }

    private static String words(Duration time) {
        return time.toMinutes() < 2
                ? time.toSeconds() + " s"
                : time.toHours() < 2 ? time.toMinutes() + " min" : time.toHours() + " h";
    }

    /** How long it ran: a start that fails at once takes some milliseconds. */
    private static String ran(Duration time) {
        return time.compareTo(BRIEF) < 0 ? time.toMillis() + " ms" : words(time);
    }

    /** "containerd.service is failed (dead), result signal, wanted by multi-user.target". */
    private static String proof(Units.Unit unit) {
        var text = new StringBuilder(unit.name() + " is " + unit.active() + " (" + unit.sub() + ")");
        if (!unit.result().isEmpty() && !unit.result().equals("success")) {
            text.append(", result ").append(unit.result());
        }
        unit.last()
                .ifPresent(run -> text.append(", last run ")
                        .append(ran(run.lasted()))
                        .append(", ")
                        .append(run.ending()));
        unit.restarts()
                .filter(times -> times > 0)
                .ifPresent(
                        times -> text.append(", started again ").append(times).append(" times"));
        if (!unit.wantedBy().isEmpty()) {
            text.append(", wanted by ").append(String.join(" ", unit.wantedBy()));
        }
        return text.toString();
    }
}
