package io.nodethaw.hop;

import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.Outcome;
import io.nodethaw.evidence.Reading;
import io.nodethaw.remedy.Check;
import io.nodethaw.remedy.Diagnosis;
import io.nodethaw.remedy.NodeAccess;
import io.nodethaw.remedy.Remedy;
import io.nodethaw.remedy.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What all remedies have in common that start a daemon anew by its unit. */
public interface RestartService extends Remedy {
    /** Limit of one question to systemd. */
    Duration LIMIT = Duration.ofSeconds(2);

    /** Names of the units that it may run in: it is started anew in no other. */
    Set<String> units();

    /** True where processes that stay in its control group must live on, as shims do. */
    boolean sparesOthers();

    /** What else has to hold. */
    List<Check> premises(NodeAccess access, Target daemon, Diagnosis now);

    @Override
    default String title(Target daemon) {
        return "restart of " + daemon.name() + " by its unit, through systemd's private socket";
    }

    @Override
    default List<Check> checks(NodeAccess access, Target daemon, Diagnosis now) {
        var read = NodesOwn.read(access, daemon);
        var unit = read.unit().orElse("");
        var state = Outcome.of(_ -> new ServiceManager(access).state(unit), Deadline.in(LIMIT));
        var checks = new ArrayList<>(checks(daemon, read, unit, state));
        checks.addAll(premises(access, daemon, now));
        return checks;
    }

    /**
     * The checks on what was read.
     *
     * @param unit that it runs in; empty for none
     * @param state of that unit
     */
    default List<Check> checks(Target daemon, NodesOwn read, String unit, Reading<ServiceState> state) {
        return List.of(
                read.same(daemon),
                read.untraced(daemon),
                read.own(daemon),
                Check.that(
                        units().contains(unit),
                        "its unit is known: " + unit,
                        daemon.name() + " runs in "
                                + (unit.isEmpty() ? "no unit" : unit + ", of which it is not known what else it runs")
                                + ": restart it by hand"),
                main(daemon, unit, state),
                idle(unit, state),
                spares(unit, state));
    }

    private static Check main(Target daemon, String unit, Reading<ServiceState> state) {
        return Check.that(
                state.seen().filter(now -> now.mainPid() == daemon.pid()).isPresent(),
                daemon.name() + " is the main process of its unit",
                "systemd does not tell that " + daemon.name() + " is the main process of " + unit);
    }

    private static Check idle(String unit, Reading<ServiceState> state) {
        return Check.that(
                state.seen()
                        .filter(now -> now.active().equals("active") && !now.hasJob())
                        .isPresent(),
                "nobody else starts or stops it",
                unit + " is being started or stopped, or systemd does not tell: look again");
    }

    private Check spares(String unit, Reading<ServiceState> state) {
        var mode = state.seen().map(ServiceState::killMode).orElse("");
        return Check.that(
                !sparesOthers() || mode.equals("process"),
                "what it has started lives on",
                unit + " has KillMode=" + mode + ": its shims, and the containers with them, would be ended too");
    }

    @Override
    default String perform(NodeAccess access, Target daemon, Diagnosis now) throws IOException {
        var unit = NodesOwn.read(access, daemon)
                .unit()
                .orElseThrow(() -> new NotAskedException(daemon.name() + " is in no unit any more"));
        new ServiceManager(access).restart(unit);
        return "systemd was told to restart " + unit;
    }

    /** A daemon that hangs is killed only when the time for its end has passed (systemd.service(5), TimeoutStopSec: 90 s). */
    @Override
    default Duration settling() {
        return Duration.ofMinutes(2);
    }

    @Override
    default boolean isWell(NodeAccess access, Target daemon) {
        return units().stream()
                .flatMap(unit ->
                        Outcome.of(_ -> new ServiceManager(access).state(unit), Deadline.in(LIMIT)).seen().stream())
                .anyMatch(now -> now.active().equals("active")
                        && !now.hasJob()
                        && now.mainPid() > 0
                        && now.mainPid() != daemon.pid());
    }

    @Override
    default String recovery() {
        return "was started anew and runs";
    }

    @Override
    default Became became(Target daemon, String mark, Diagnosis now) {
        return now.lives(daemon.vertex())
                ? new Became(false, daemon.name() + " still lives: it was not started anew")
                : new Became(true, daemon.name() + " has ended");
    }
}
