package io.nodethaw.init.ask;

import io.nodethaw.bus.ask.Own;
import io.nodethaw.collect.Asker;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.Pending;
import io.nodethaw.collect.Probe;
import io.nodethaw.collect.child.ReaderChild;
import io.nodethaw.collect.kernel.Questions;
import io.nodethaw.collect.proc.OpenFiles;
import io.nodethaw.collect.proc.Proc;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.Machine;
import io.nodethaw.evidence.ProcessStatus;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Tasks;
import io.nodethaw.init.LoadedUnits;
import io.nodethaw.init.ManagerSaid;
import io.nodethaw.init.QueuedJobs;
import io.nodethaw.init.UnitChurn;
import io.nodethaw.init.Way;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Asks systemd and the kernel about PID 1, and after some time once more about what may have moved. */
public final class InitQuestions {
    /** A probe that gives up at its limit says what got no answer; this is how long we wait for it to say so. */
    private static final Duration GRACE = Duration.ofMillis(100);

    /** How long the reader child may take to start: half a second on a slow machine. */
    private static final Duration START = Duration.ofMillis(500);

    private final Host host;
    private final long uid;
    private final ReaderChild child;
    private final Asker asker;

    /**
     * @param uid our own, for authentication
     * @param child reads what may hang
     */
    public InitQuestions(Host host, long uid, ReaderChild child) {
        this.host = host;
        this.uid = uid;
        this.child = child;
        this.asker = new Asker(host);
    }

    /**
     * Asks everything that can be asked.
     *
     * @param limit of each question
     * @param time between the two readings of what may move
     */
    public Evidence ask(Duration limit, Duration time) throws InterruptedException {
        var into = new Evidence.Builder(host.clock().instant());
        var passed = host.deadline(Duration.ZERO);
        var asked = List.of(asker.start(said(Way.PRIVATE), limit), asker.start(said(Way.BUS), limit));
        var watched = asker.start(churn(limit, time), limit.plus(time));
        process(into);
        kernel(limit, into);
        var deadline = host.deadline(limit.plus(GRACE));
        asked.forEach(pending -> put(pending, deadline, into));
        var way = way(into.build());
        way.ifPresent(answering -> asker.ask(List.of(units(answering), jobs(answering)), limit, into));
        host.ticker().pause(left(time, passed));
        process(into);
        way.ifPresent(answering -> asker.ask(List.of(jobs(answering)), limit, into));
        child.read(List.of(Questions.mounts(ProcessTable.INIT)), host.deadline(limit), into);
        put(watched, host.deadline(GRACE), into);
        return into.build();
    }

    private static Duration left(Duration time, Deadline passed) {
        var left = time.minus(passed.waited());
        return left.isNegative() ? Duration.ZERO : left;
    }

    private static <T> void put(Pending<T> asked, Deadline deadline, Evidence.Builder into) {
        into.put(asked.type(), asked.instance(), asked.await(deadline));
    }

    private Probe<ManagerSaid> said(Way way) {
        return new Probe<>(ManagerSaid.TYPE, way.instance(), deadline -> {
            try (var systemd = ManagerPeer.open(host, uid, way, deadline)) {
                return ManagerReader.read(systemd, deadline);
            }
        });
    }

    private Probe<UnitChurn> churn(Duration limit, Duration time) {
        return new Probe<>(UnitChurn.TYPE, _ -> {
            try (var systemd = ManagerPeer.open(host, uid, Way.PRIVATE, host.deadline(limit))) {
                return ChurnWatch.watch(systemd.connection(), host.deadline(time));
            }
        });
    }

    private Probe<LoadedUnits> units(Way way) {
        return new Probe<>(LoadedUnits.TYPE, deadline -> {
            try (var systemd = ManagerPeer.open(host, uid, way, deadline)) {
                return UnitsReader.read(systemd, deadline);
            }
        });
    }

    private Probe<QueuedJobs> jobs(Way way) {
        return new Probe<>(QueuedJobs.TYPE, deadline -> {
            try (var systemd = ManagerPeer.open(host, uid, way, deadline)) {
                return JobsReader.read(systemd, deadline);
            }
        });
    }

    /** The way on which more is asked: the one that costs systemd no number of its counter, if it answers there. */
    private static Optional<Way> way(Evidence evidence) {
        return List.of(Way.PRIVATE, Way.BUS).stream()
                .filter(way -> evidence.seen(ManagerSaid.TYPE, way.instance()).isPresent())
                .findFirst();
    }

    /** What is safe to read in our own thread. */
    private void process(Evidence.Builder into) {
        var proc = new Proc(host);
        var init = Integer.toString(ProcessTable.INIT);
        Own.read(host, Machine.TYPE, "", _ -> proc.machine(), into);
        Own.read(host, ProcessTable.TYPE, "", _ -> proc.processes(), into);
        Own.read(host, Tasks.TYPE, init, _ -> proc.tasks(ProcessTable.INIT), into);
        Own.read(host, ProcessStatus.TYPE, init, _ -> proc.status(ProcessTable.INIT), into);
        Own.read(host, Descriptors.TYPE, init, _ -> new OpenFiles(host).of(ProcessTable.INIT), into);
    }

    private void kernel(Duration limit, Evidence.Builder into) {
        child.read(
                List.of(Questions.freeze(ProcessTable.INIT), Questions.mounts(ProcessTable.INIT)),
                host.deadline(limit.plus(START)),
                into);
    }
}
