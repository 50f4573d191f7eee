package io.nodethaw.init;

import io.nodethaw.analysis.Finding;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.Freeze;
import io.nodethaw.evidence.ProcessStatus;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Tasks;
import io.nodethaw.evidence.WaitChannel;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What PID 1 is at, in one word and one line. What a reading shows of the process itself comes first, then what rules have found,
 * then what systemd says of itself.
 *
 * @param words after the name of the process: "stopped by a signal"
 */
public record InitState(Kind kind, String words) {
    private static final String SYSTEMD = "systemd";

    /** Of a processor; what a daemon that waits for events does not use for a second. */
    private static final double BUSY = 0.5;

    /** With less than a fourth of the time left, what a process would use without its queue is a guess. */
    private static final double MOST = 0.75;

    /** Of the time; who sleeps for less has work without an end. Ticks and nanoseconds are not read at one instant. */
    private static final double RESTLESS = 0.9;

    /** The kinds of state. */
    public enum Kind {
        RUNNING,
        DEGRADED,
        STARTING,
        STOPPING,
        MAINTENANCE,
        BUSY,
        RELOADING,
        STOPPED,
        TRACED,
        FROZEN,
        CRASHED,
        HELD,
        STARVED,
        DEAF,
        OFF_THE_BUS,
        /** No reading tells why it does not answer. */
        SILENT,
        /** PID 1 is no systemd. */
        OTHER,
        UNTOLD;

        /** The word for it. */
        public String word() {
            return name().replace('_', ' ');
        }

        /** As JSON has it. */
        public String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** The states that rules find, by their codes. */
    private static final Map<String, Kind> FOUND = Map.of(
            "systemd.deaf-on-bus", Kind.DEAF,
            "systemd.off-the-bus", Kind.OFF_THE_BUS,
            "systemd.crashed", Kind.CRASHED);

    /** What systemd calls its own state (org.freedesktop.systemd1(5), SystemState). */
    private static final Map<String, Kind> OWN = Map.of(
            "running", Kind.RUNNING,
            "degraded", Kind.DEGRADED,
            "initializing", Kind.STARTING,
            "starting", Kind.STARTING,
            "stopping", Kind.STOPPING,
            "maintenance", Kind.MAINTENANCE);

    /**
     * What the readings show.
     *
     * @param findings what rules have found, where somebody has looked
     */
    static InitState of(Evidence evidence, List<Finding> findings) {
        var process = evidence.seen(ProcessTable.TYPE).flatMap(table -> table.find(ProcessTable.INIT));
        if (process.isEmpty()) {
            return new InitState(Kind.UNTOLD, "PID 1 was not seen");
        }
        if (!process.get().comm().equals(SYSTEMD)) {
            return new InitState(Kind.OTHER, "PID 1 is " + process.get().comm() + ", no systemd");
        }
        var halted = halted(evidence, process.get());
        if (halted.isPresent()) {
            return halted.get();
        }
        var found = findings.stream()
                .filter(finding -> finding instanceof Finding.Stuck && isAboutInit(finding))
                .flatMap(
                        finding -> Optional.ofNullable(FOUND.get(finding.code()))
                                .map(kind -> new InitState(kind, finding.title()))
                                .stream())
                .findFirst();
        return found.orElseGet(
                () -> said(evidence).map(said -> answering(evidence, said)).orElseGet(() -> silent(evidence)));
    }

    /** True for a finding about PID 1. */
    static boolean isAboutInit(Finding finding) {
        return finding.about() instanceof Vertex.Process(int pid, long _) && pid == ProcessTable.INIT;
    }

    private static Optional<InitState> halted(Evidence evidence, ProcessTable.Entry process) {
        return switch (process.state()) {
            case 'T' -> Optional.of(new InitState(Kind.STOPPED, "stopped by a signal (state T)"));
            case 't' -> Optional.of(new InitState(Kind.TRACED, "held by its tracer" + tracer(evidence)));
            default ->
                evidence.seen(Freeze.TYPE, ProcessTable.INIT)
                        .flatMap(Freeze::frozen)
                        .map(frozen -> new InitState(Kind.FROZEN, "frozen with its control group " + frozen.path()));
        };
    }

    private static String tracer(Evidence evidence) {
        return evidence.seen(ProcessStatus.TYPE, ProcessTable.INIT)
                .map(ProcessStatus::tracer)
                .filter(pid -> pid > 0)
                .map(pid -> " " + new NodeView(evidence).name(pid))
                .orElse("");
    }

    /** What it said of itself, on whichever way. */
    static Optional<ManagerSaid> said(Evidence evidence) {
        return evidence.seen(ManagerSaid.TYPE, Way.PRIVATE.instance())
                .or(() -> evidence.seen(ManagerSaid.TYPE, Way.BUS.instance()));
    }

    private static InitState answering(Evidence evidence, ManagerSaid said) {
        var churn = evidence.seen(UnitChurn.TYPE);
        if (churn.filter(UnitChurn::reloading).isPresent()) {
            return new InitState(Kind.RELOADING, "loads all its units anew");
        }
        var share = ProcessorShare.of(evidence);
        if (share.filter(used -> used.wanted() >= BUSY && used.queued() <= MOST).isPresent()) {
            return new InitState(
                    Kind.BUSY,
                    share.get().wordsWithQueue() + ": "
                            + churn.flatMap(ChurnWords::cause).orElse("what keeps it at work was not seen"));
        }
        if (share.filter(used -> used.queued() > MOST && used.share() + used.queued() >= RESTLESS)
                .isPresent()) {
            return starved(share.get());
        }
        var own = said.state().map(OWN::get);
        return new InitState(
                own.orElse(Kind.RUNNING),
                said.state().map(state -> "says that it is " + state).orElse("answers"));
    }

    private static InitState silent(Evidence evidence) {
        if (hasClosedAll(evidence)) {
            return new InitState(
                    Kind.CRASHED, "has closed all its files, as it does after a crash: it only waits, and for ever");
        }
        var held = held(evidence);
        if (held.isPresent()) {
            return new InitState(Kind.HELD, "the kernel holds it, in " + held.get());
        }
        var reload = Generators.of(evidence);
        if (reload.isPresent()) {
            return new InitState(
                    Kind.RELOADING,
                    "loads all its units anew, and waits for " + reload.get().words());
        }
        var share = ProcessorShare.of(evidence);
        if (share.filter(used -> used.share() >= BUSY).isPresent()) {
            return new InitState(Kind.BUSY, share.get().words() + ", and has not answered meanwhile");
        }
        if (share.filter(used -> used.queued() >= BUSY).isPresent()) {
            return starved(share.get());
        }
        return new InitState(Kind.SILENT, why(evidence));
    }

    private static InitState starved(ProcessorShare share) {
        return new InitState(
                Kind.STARVED,
                "could run and had no processor for " + ProcessorShare.percent(share.queued()) + " of the time");
    }

    /** After a crash systemd closes its files, so that nobody waits for it (src/basic/process-util.c, freeze). */
    private static boolean hasClosedAll(Evidence evidence) {
        return evidence.seen(Descriptors.TYPE, ProcessTable.INIT)
                .filter(Descriptors::hasStandardStreamsOnly)
                .isPresent();
    }

    /** The place in the kernel where its first thread was in both readings without having run. */
    private static Optional<String> held(Evidence evidence) {
        return evidence.twice(Tasks.TYPE, ProcessTable.INIT).flatMap(twice -> {
            var before = first(twice.first());
            var after = first(twice.last());
            return before.isPresent()
                            && after.isPresent()
                            && isHeld(before.get())
                            && isHeld(after.get())
                            && before.get().ran().isPresent()
                            && before.get().ran().equals(after.get().ran())
                    ? Optional.of(
                            after.get().wchan().isEmpty()
                                    ? "an uninterruptible wait (state D)"
                                    : after.get().wchan() + " (state "
                                            + after.get().state() + ")")
                    : Optional.empty();
        });
    }

    private static Optional<Tasks.Task> first(Tasks tasks) {
        return tasks.tasks().stream()
                .filter(task -> task.tid() == ProcessTable.INIT)
                .findFirst();
    }

    private static boolean isHeld(Tasks.Task task) {
        return task.state() == 'D' || WaitChannel.isFuse(task.wchan());
    }

    private static String why(Evidence evidence) {
        return evidence.reading(ManagerSaid.TYPE, Way.PRIVATE.instance()) instanceof Reading.Silent<ManagerSaid>
                ? "does not answer, and no reading shows why"
                : "could not be asked";
    }
}
