package io.nodethaw.hop;

import io.nodethaw.analysis.Root;
import io.nodethaw.analysis.UnitCondition;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Outcome;
import io.nodethaw.collect.socket.Signals;
import io.nodethaw.evidence.LastWords;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Units;
import io.nodethaw.remedy.Check;
import io.nodethaw.remedy.Diagnosis;
import io.nodethaw.remedy.NodeAccess;
import io.nodethaw.remedy.Remedy;
import io.nodethaw.remedy.Target;
import io.nodethaw.wait.Vertex;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Starts a daemon again that has ended by itself or was killed, by its unit. One that its operator stopped, masked or disabled stays
 * off, and one that ends soon after its start is left alone: starting it mends nothing.
 *
 * @param hop name of its hop
 * @param programs names of its processes: where one runs, the unit is not what serves
 * @param cost what starting it costs besides, in words; empty for nothing
 * @param premise what has to hold of this hop
 */
public record StartDead(String hop, Set<String> programs, String cost, Premise premise) implements Remedy {
    /** waitid(2): killed by a signal. */
    private static final int KILLED = 2;

    private static final Duration LIMIT = Duration.ofSeconds(2);

    /** Of a hop whose start costs nothing. */
    public static StartDead of(String hop, Set<String> programs) {
        return new StartDead(hop, programs, "", Premise.NONE);
    }

    @Override
    public String name() {
        return hop + ".start";
    }

    @Override
    public Set<String> answers() {
        return Set.of(hop + ".dead");
    }

    @Override
    public String title(Target unit) {
        return "start of " + unit.name() + " through systemd's private socket";
    }

    @Override
    public String risk() {
        return "what has ended it is not mended by that, and it may end again" + (cost.isEmpty() ? "" : "; " + cost);
    }

    @Override
    public Optional<Target> target(Diagnosis now, Root root) {
        return root.vertex() instanceof Vertex.Resource(var kind, String name) && kind == Vertex.ResourceKind.UNIT
                ? Optional.of(Target.thing(name))
                : Optional.empty();
    }

    /** Another unit is another cause. */
    @Override
    public boolean countsEachTarget() {
        return true;
    }

    /** Not where systemd has already told why it stays off. */
    @Override
    public boolean offered(Diagnosis now, Target unit) {
        return unit(now, unit)
                .filter(seen -> Stream.of(
                                wanted(unit, seen),
                                notByItsOperator(unit, seen, seen.active(), seen.result()),
                                notLooping(unit, seen, now),
                                alone(now))
                        .allMatch(check -> check.refusal().isEmpty()))
                .isPresent();
    }

    @Override
    public List<Check> checks(NodeAccess access, Target unit, Diagnosis now) {
        var state = Outcome.of(_ -> new ServiceManager(access).state(unit.name()), Deadline.in(LIMIT));
        var checks = new ArrayList<>(checks(unit, state, now));
        checks.addAll(premise.checks(access, now));
        return checks;
    }

    List<Check> checks(Target unit, Reading<ServiceState> state, Diagnosis now) {
        var seen = unit(now, unit);
        if (seen.isEmpty() || state.seen().isEmpty()) {
            return List.of(Check.refuses(
                    "systemd tells of " + unit.name(),
                    "systemd did not tell of " + unit.name()
                            + (state instanceof Reading.NotAsked<?>(var why, boolean _) ? ": " + why : "")));
        }
        return List.of(
                loaded(unit, state.seen().get()),
                wanted(unit, seen.get()),
                down(unit, state.seen().get()),
                notByItsOperator(
                        unit,
                        seen.get(),
                        state.seen().get().active(),
                        state.seen().get().result()),
                notLooping(unit, seen.get(), now),
                alone(now));
    }

    private static Optional<Units.Unit> unit(Diagnosis now, Target unit) {
        return now.evidence()
                .allSeen(Units.TYPE)
                .flatMap(units -> units.units().stream())
                .filter(one -> one.name().equals(unit.name()))
                .findFirst();
    }

    private static Check loaded(Target unit, ServiceState state) {
        return Check.that(
                state.load().equals("loaded"),
                unit.name() + " is loaded, and not masked",
                unit.name() + " is " + state.load() + ": its operator, or a package, wants it off");
    }

    private static Check wanted(Target unit, Units.Unit seen) {
        return Check.that(
                UnitCondition.isWanted(seen),
                unit.name() + " is wanted by " + String.join(" ", seen.wantedBy()),
                "no target wants " + unit.name() + ": it is disabled; systemctl start " + unit.name()
                        + " if it should run");
    }

    private static Check down(Target unit, ServiceState state) {
        boolean down = (state.active().equals("inactive") || state.active().equals("failed")) && !state.hasJob();
        return Check.that(
                down,
                unit.name() + " is still down, and no start or stop of it is queued",
                unit.name() + " is " + state.active() + (state.hasJob() ? ", and a job for it is queued" : "")
                        + ": look again");
    }

    /** Systemd has the result "success" for what it has stopped itself, and for what ended with exit code 0. */
    private static Check notByItsOperator(Target unit, Units.Unit seen, String active, String result) {
        boolean failed = active.equals("failed") && !result.equals("success") && !result.isEmpty();
        return Check.that(
                failed && seen.last().isPresent(),
                unit.name() + " did not end because somebody stopped it: result " + result,
                unit.name() + " was stopped, as systemctl stop does it, or has not run since the boot ("
                        + active + ", result " + result
                        + seen.last().map(run -> ", " + run.ending()).orElse("")
                        + "): whoever stopped it may want it so; systemctl start " + unit.name()
                        + " if it should run, systemctl disable " + unit.name() + " if not");
    }

    private static Check notLooping(Target unit, Units.Unit seen, Diagnosis now) {
        var what = unit.name() + " does not end soon after each start";
        boolean killed = seen.last()
                .filter(run -> run.code() == KILLED && run.status() == Signals.KILL)
                .isPresent();
        boolean brief = seen.last().filter(UnitCondition::isShort).isPresent() && !killed;
        boolean limited = seen.result().equals("start-limit-hit");
        return Check.that(
                !brief && !limited,
                what,
                unit.name() + " ended "
                        + seen.last()
                                .map(run -> run.lasted().toMillis() + " ms after its start, " + run.ending())
                                .orElse("at each start")
                        + (limited ? ", too often for systemd to start it again" : "")
                        + ": mend what ends it first" + lastWords(unit, now));
    }

    private static String lastWords(Target unit, Diagnosis now) {
        return now.evidence()
                .seen(LastWords.TYPE, unit.name())
                .map(LastWords::lines)
                .filter(lines -> !lines.isEmpty())
                .map(lines -> "; its last words: " + lines.getLast().text())
                .orElse("; journalctl -u " + unit.name());
    }

    /** Somebody may have started it by hand, or under another unit. */
    private Check alone(Diagnosis now) {
        var what = "no process of it runs without its unit";
        return now.view().processes().stream()
                .filter(process -> programs.contains(process.comm()) && !process.isGone())
                .filter(process -> now.view().isOurs(process.pid())
                        && now.view().mayShareProcesses(1, process.pid())
                        && now.view().mayShareMounts(1, process.pid()))
                .findFirst()
                .map(
                        process -> Check.refuses(
                                what,
                                now.view().name(process.pid())
                                        + " runs without this unit: a second one would get in its way; find out who started it"))
                .orElseGet(() -> Check.holds(what));
    }

    @Override
    public String perform(NodeAccess access, Target unit, Diagnosis now) throws IOException {
        new ServiceManager(access).start(unit.name());
        return "systemd was told to start it";
    }

    /** dockerd and kubelet take some seconds until they serve. */
    @Override
    public Duration settling() {
        return Duration.ofSeconds(30);
    }

    @Override
    public boolean isWell(NodeAccess access, Target unit) {
        return Outcome.of(_ -> new ServiceManager(access).state(unit.name()), Deadline.in(LIMIT))
                .seen()
                .filter(state -> state.active().equals("active") && state.mainPid() > 0)
                .isPresent();
    }

    @Override
    public String recovery() {
        return "runs again";
    }

    /** How its last run ended, by which another one that ended after the start can be told from it. */
    @Override
    public String mark(Diagnosis now) {
        return now.evidence()
                .allSeen(Units.TYPE)
                .flatMap(units -> units.units().stream())
                .filter(unit -> unit.last().isPresent())
                .map(StartDead::mark)
                .sorted()
                .reduce("", (a, b) -> a.isEmpty() ? b : a + " " + b);
    }

    private static String mark(Units.Unit unit) {
        return unit.name()
                + unit.last().map(run -> "/" + run.lasted().toNanos()).orElse("");
    }

    /** It was not started where its last run is the one from before. */
    @Override
    public Became became(Target unit, String mark, Diagnosis now) {
        boolean same = unit(now, unit)
                .filter(seen -> seen.last().isPresent())
                .map(StartDead::mark)
                .filter(last -> List.of(mark.split(" ", -1)).contains(last))
                .isPresent();
        return same
                ? new Became(false, unit.name() + " was not started: its last run is the one from before")
                : new Became(true, unit.name() + " was started, as far as systemd tells");
    }
}
