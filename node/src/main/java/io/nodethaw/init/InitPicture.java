package io.nodethaw.init;

import io.nodethaw.analysis.Cause;
import io.nodethaw.analysis.Finding;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.InitLog;
import io.nodethaw.evidence.Mounts;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Told;
import io.nodethaw.wait.NodeView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * systemd as PID 1, with whatever could be read of it.
 *
 * @param age of the process
 * @param bus how it answered through the bus
 * @param privately how it answered on its private socket
 * @param difference between the two ways, in words; empty where nothing can be said
 * @param said what it tells of itself, on the better of the two ways
 * @param unitsWhy why no units are told
 * @param moreJobs how many jobs are not among those listed
 * @param jobsWhy why no jobs are told
 * @param generators the generators of a reload that goes on
 * @param mounts in its namespace, in the first and the last reading; empty where they were not read
 * @param log what it logged while its level was raised; empty where that was not asked for, or did not work
 * @param logWhy why not; empty where it was not asked for
 * @param cause of the state, where a look found one
 */
public record InitPicture(
        InitState state,
        Optional<Duration> age,
        Answer bus,
        Answer privately,
        String difference,
        Optional<ManagerSaid> said,
        Optional<LoadedUnits> units,
        String unitsWhy,
        List<JobSeen> jobs,
        int moreJobs,
        String jobsWhy,
        Optional<UnitChurn> churn,
        Optional<String> generators,
        List<Integer> mounts,
        Optional<ProcessorShare> processor,
        Optional<InitLog> log,
        String logWhy,
        Optional<Cause> cause) {
    public InitPicture {
        jobs = List.copyOf(jobs);
        mounts = List.copyOf(mounts);
    }

    /**
     * How it answered on one way.
     *
     * @param why there is no answer; empty when there is one
     * @param silent true when it was asked and nothing came
     */
    public record Answer(Optional<ManagerSaid> said, String why, boolean silent) {
        private static Answer of(Evidence evidence, Way way) {
            var reading = evidence.reading(ManagerSaid.TYPE, way.instance());
            return new Answer(reading.seen(), Told.why(reading), reading.isSilent());
        }
    }

    /**
     * What the readings tell.
     *
     * @param findings of a look, where there was one
     * @param causes of the same
     */
    public static InitPicture of(Evidence evidence, List<Finding> findings, List<Cause> causes) {
        var bus = Answer.of(evidence, Way.BUS);
        var privately = Answer.of(evidence, Way.PRIVATE);
        var jobs = evidence.reading(QueuedJobs.TYPE);
        var view = new NodeView(evidence);
        return new InitPicture(
                InitState.of(evidence, findings),
                evidence.seen(ProcessTable.TYPE)
                        .flatMap(table -> table.find(ProcessTable.INIT))
                        .flatMap(view::age),
                bus,
                privately,
                Difference.between(bus, privately),
                InitState.said(evidence),
                evidence.seen(LoadedUnits.TYPE),
                Told.why(evidence.reading(LoadedUnits.TYPE)),
                JobSeen.all(evidence),
                jobs.seen().map(QueuedJobs::more).orElse(0),
                Told.why(jobs),
                evidence.seen(UnitChurn.TYPE),
                Generators.of(evidence).map(Generators::words),
                mounts(evidence),
                ProcessorShare.of(evidence),
                evidence.seen(InitLog.TYPE),
                evidence.asked(InitLog.TYPE.key()) ? Told.why(evidence.reading(InitLog.TYPE)) : "",
                causes.stream()
                        .filter(cause -> findings.stream()
                                .anyMatch(finding -> InitState.isAboutInit(finding)
                                        && finding.code().equals(cause.code())))
                        .findFirst());
    }

    private static List<Integer> mounts(Evidence evidence) {
        return evidence.samples(Mounts.TYPE, Integer.toString(ProcessTable.INIT)).stream()
                .map(sample -> sample.reading())
                .flatMap((Reading<Mounts> reading) -> reading.seen().stream())
                .map(read -> read.mounts().size())
                .toList();
    }

    /** True where no answer came on either way, and no reading shows why: with more time one may come. */
    public boolean isLate() {
        return privately.said().isEmpty()
                && (bus.silent() || privately.silent())
                && (state.kind() == InitState.Kind.SILENT
                        || state.kind() == InitState.Kind.BUSY
                        || state.kind() == InitState.Kind.STARVED);
    }

    /** True where it does not answer on the bus, and it is not plain from the process why. */
    public boolean isInDoubt() {
        return bus.said().isEmpty()
                && switch (state.kind()) {
                    case STOPPED, TRACED, FROZEN, OTHER, UNTOLD -> false;
                    default -> true;
                };
    }

    /** True where it is told what PID 1 is at: it answered, or a reading shows why it does not. */
    public boolean isTold() {
        return state.kind() != InitState.Kind.UNTOLD
                && state.kind() != InitState.Kind.OTHER
                && state.kind() != InitState.Kind.SILENT;
    }
}
