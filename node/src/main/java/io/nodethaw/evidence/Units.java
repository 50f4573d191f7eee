package io.nodethaw.evidence;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What systemd says of the units of a node's daemons; of those only that it has loaded. The instance is empty for the units that it
 * is always asked for, and the name of a unit that was found to be one of them.
 */
public record Units(List<Unit> units) {
    public static final FactType<Units> TYPE = new FactType<>("units", Units.class);

    public Units {
        units = List.copyOf(units);
    }

    /**
     * A unit. The words are systemd's own (org.freedesktop.systemd1(5)).
     *
     * @param name "containerd.service"
     * @param load LoadState: "loaded", "masked", "not-found", "bad-setting", "error"
     * @param active ActiveState: "active", "activating", "deactivating", "inactive", "failed"
     * @param sub SubState: "running", "dead", "auto-restart"
     * @param job type of the job that is queued for it: "start", "stop"; empty where there is none
     * @param wantedBy units that want or require it; like all that follows it is not asked for while the unit is active; of one that has been so
     *     for less than half a minute, since when and how often it was started again
     * @param result of its last run: "success", "exit-code", "signal", "start-limit-hit"
     * @param since how long it has been in this state
     * @param restarts how often systemd has started it again by itself; from systemd 235 on
     * @param mainPid its main process, or the command that prepares its start; absent where it has none
     * @param last its last run, where it has ended
     * @param startLimit how long a start may take; absent where it may last for ever, or the unit is not being started
     * @param failedBefore true when it is being started, and a start before has failed since it was last active
     * @param enabled true where its file says that it starts with the node, as systemctl tells; empty where that was not asked
     */
    public record Unit(
            String name,
            String load,
            String active,
            String sub,
            String job,
            List<String> wantedBy,
            String result,
            Optional<Duration> since,
            Optional<Long> restarts,
            Optional<Integer> mainPid,
            Optional<Run> last,
            Optional<Duration> startLimit,
            Optional<Boolean> failedBefore,
            Optional<Boolean> enabled) {
        public Unit {
            name = Foreign.cut(name);
            wantedBy = List.copyOf(wantedBy);
        }

        /** A unit whose file was not asked for. */
        public Unit(
                String name,
                String load,
                String active,
                String sub,
                String job,
                List<String> wantedBy,
                String result,
                Optional<Duration> since,
                Optional<Long> restarts,
                Optional<Integer> mainPid,
                Optional<Run> last,
                Optional<Duration> startLimit,
                Optional<Boolean> failedBefore) {
            this(
                    name,
                    load,
                    active,
                    sub,
                    job,
                    wantedBy,
                    result,
                    since,
                    restarts,
                    mainPid,
                    last,
                    startLimit,
                    failedBefore,
                    Optional.empty());
        }

        /** A unit of which a list tells no more than this. */
        public Unit(String name, String load, String active, String sub, String job) {
            this(
                    name,
                    load,
                    active,
                    sub,
                    job,
                    List.of(),
                    "",
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }

        /** The same, with how it came into this state, as far as that is told. */
        public Unit after(String how, Optional<Duration> time, Optional<Run> run) {
            return new Unit(
                    name,
                    load,
                    active,
                    sub,
                    job,
                    wantedBy,
                    how,
                    time,
                    restarts,
                    mainPid,
                    run,
                    startLimit,
                    failedBefore,
                    enabled);
        }

        /** The same, started again so often. */
        public Unit restarted(Optional<Long> times) {
            return new Unit(
                    name,
                    load,
                    active,
                    sub,
                    job,
                    wantedBy,
                    result,
                    since,
                    times,
                    mainPid,
                    last,
                    startLimit,
                    failedBefore,
                    enabled);
        }

        /** The same with this main process. */
        public Unit running(Optional<Integer> pid) {
            return new Unit(
                    name,
                    load,
                    active,
                    sub,
                    job,
                    wantedBy,
                    result,
                    since,
                    restarts,
                    pid,
                    last,
                    startLimit,
                    failedBefore,
                    enabled);
        }

        /** The same, which starts with the node or does not. */
        public Unit startingWithNode(Optional<Boolean> starts) {
            return new Unit(
                    name,
                    load,
                    active,
                    sub,
                    job,
                    wantedBy,
                    result,
                    since,
                    restarts,
                    mainPid,
                    last,
                    startLimit,
                    failedBefore,
                    starts);
        }

        /** What this and another text tell of it; where both tell something, what this one tells. */
        public Unit with(Unit other) {
            return new Unit(
                    name,
                    load.isEmpty() ? other.load : load,
                    active.isEmpty() ? other.active : active,
                    sub.isEmpty() ? other.sub : sub,
                    job.isEmpty() ? other.job : job,
                    wantedBy.isEmpty() ? other.wantedBy : wantedBy,
                    result.isEmpty() ? other.result : result,
                    since.or(() -> other.since),
                    restarts.or(() -> other.restarts),
                    mainPid.or(() -> other.mainPid),
                    last.or(() -> other.last),
                    startLimit.or(() -> other.startLimit),
                    failedBefore.or(() -> other.failedBefore),
                    enabled.or(() -> other.enabled));
        }
    }

    /**
     * How a run of its main process ended.
     *
     * @param code as waitid(2) has it: 1 exited, 2 killed by a signal, 3 the same with a core dump
     * @param status exit status, or number of the signal
     * @param lasted from its start to its end
     */
    public record Run(int code, int status, Duration lasted) {
        private static final int EXITED = 1;

        /** "exit code 1", "signal 9". */
        public String ending() {
            return (code == EXITED ? "exit code " : "signal ") + status;
        }
    }
}
