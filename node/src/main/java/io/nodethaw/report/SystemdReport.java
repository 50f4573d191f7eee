package io.nodethaw.report;

import io.nodethaw.evidence.InitLog;
import io.nodethaw.init.InitPicture;
import io.nodethaw.init.JobSeen;
import io.nodethaw.init.LoadedUnits;
import io.nodethaw.init.ManagerSaid;
import io.nodethaw.init.ProcessorShare;
import io.nodethaw.init.UnitChurn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/**
 * systemd as PID 1.
 *
 * @param tool name and version of this program
 */
public record SystemdReport(InitPicture picture, String tool) {
    /** The most lines of one row. */
    private static final int MOST = 4;

    /** The most jobs that are listed; the others are counted. */
    private static final int JOBS = 8;

    /** Prints it. Ends with a line feed. */
    public String print(OutputFormat format, Ink ink) {
        return format.isTree() ? Trees.print(SystemdTree.of(picture, tool), format) : text(ink);
    }

    private String text(Ink ink) {
        var rows = new Rows(ink, ink.columns() == Ink.ANY ? FirstScreen.COLUMNS : ink.columns());
        picture.cause().ifPresent(cause -> rows.add("cause", Printable.of(cause.text()), MOST));
        rows.add("version", version(), MOST);
        rows.add("bus", answer(picture.bus()), MOST);
        rows.add("private", answer(picture.privately()), MOST);
        rows.add("difference", Printable.of(picture.difference()), MOST);
        rows.add("units", units(), MOST);
        rows.add(
                "failed",
                picture.units().map(LoadedUnits::failed).orElse(List.of()).stream()
                        .map(Printable::of)
                        .collect(Collectors.joining(", ")),
                MOST);
        jobs(rows);
        rows.add("reload", reload(), MOST);
        rows.add("changes", picture.churn().map(SystemdReport::changes).orElse(""), MOST);
        rows.add("mounts", mounts(), MOST);
        rows.add("processor", picture.processor().map(SystemdReport::processor).orElse(""), MOST);
        rows.add("log level", picture.said().map(SystemdReport::log).orElse(""), MOST);
        rows.add("watchdog", picture.said().map(SystemdReport::watchdog).orElse(""), MOST);
        debugLog(rows);
        rows.add("next", next(), MOST);
        return headline(ink) + "\n\n" + String.join("\n", rows.lines()) + "\n";
    }

    private String headline(Ink ink) {
        var state = picture.state();
        var word = state.kind().word();
        var painted = switch (state.kind()) {
            case RUNNING -> ink.good(word);
            case DEGRADED, STARTING, STOPPING, MAINTENANCE, BUSY, RELOADING, STARVED, OTHER, UNTOLD ->
                ink.doubtful(word);
            case STOPPED, TRACED, FROZEN, CRASHED, HELD, DEAF, OFF_THE_BUS, SILENT -> ink.bad(word);
        };
        return painted + "  "
                + switch (state.kind()) {
                    case OTHER, UNTOLD -> Printable.of(state.words());
                    default -> "systemd 1: " + Printable.of(state.words());
                };
    }

    private String version() {
        return picture.said().map(said -> Printable.of(said.version())).orElse("not told")
                + picture.age().map(age -> ", runs for " + AgeWords.words(age)).orElse("");
    }

    private static String answer(InitPicture.Answer answer) {
        return answer.said()
                .map(said -> "answers in " + said.took().toMillis() + " ms, with serial " + said.serial())
                .orElse(Printable.of(answer.why()));
    }

    private String units() {
        if (picture.units().isEmpty()) {
            return "not told: " + Printable.of(picture.unitsWhy());
        }
        var kinds = new LinkedHashMap<String, List<LoadedUnits.Count>>();
        picture.units()
                .get()
                .counts()
                .forEach(count -> kinds.computeIfAbsent(count.kind(), _ -> new ArrayList<>())
                        .add(count));
        return picture.units().get().all() + " loaded: "
                + kinds.values().stream().map(SystemdReport::kind).collect(Collectors.joining("; "));
    }

    /** "12 service (10 active, 2 inactive)". */
    private static String kind(List<LoadedUnits.Count> counts) {
        long all = counts.stream().mapToLong(LoadedUnits.Count::units).sum();
        return all + " " + Printable.of(counts.getFirst().kind()) + " ("
                + counts.stream()
                        .map(count -> count.units() + " " + Printable.of(count.active()))
                        .collect(Collectors.joining(", "))
                + ")";
    }

    private void jobs(Rows rows) {
        if (!picture.jobsWhy().isEmpty()) {
            rows.add("jobs", "not told: " + Printable.of(picture.jobsWhy()), MOST);
            return;
        }
        int all = picture.jobs().size() + picture.moreJobs();
        if (all == 0) {
            rows.add("jobs", "none", MOST);
            return;
        }
        long running =
                picture.jobs().stream().filter(job -> job.job().running()).count();
        rows.add("jobs", all + ", of which " + running + (running == 1 ? " runs" : " run"), MOST);
        picture.jobs().stream().limit(JOBS).forEach(job -> rows.add("job", job(job), MOST));
        if (all > JOBS) {
            rows.add("", "and " + (all - JOBS) + " more", MOST);
        }
    }

    private static String job(JobSeen seen) {
        var job = seen.job();
        var text = job.id() + " " + Printable.of(seen.title()) + (job.running() ? " runs" : " waits")
                + age(seen.atLeast())
                + seen.process()
                        .map(process -> ", for " + Printable.of(process))
                        .orElse("");
        return seen.waits().isEmpty()
                ? text
                : text + ", for "
                        + seen.waits().stream().limit(JOBS).map(Printable::of).collect(Collectors.joining(", "))
                        + (seen.waits().size() > JOBS ? " and " + (seen.waits().size() - JOBS) + " more" : "");
    }

    private static String age(Duration atLeast) {
        return atLeast.isZero() ? "" : ", at least " + AgeWords.words(atLeast);
    }

    private String reload() {
        if (picture.generators().isPresent()) {
            return "goes on, and waits for " + Printable.of(picture.generators().get());
        }
        return picture.churn()
                .map(churn -> churn.reloading()
                        ? "goes on"
                        : churn.reloads() == 0 ? "none seen" : churn.reloads() + " seen, over by now")
                .orElse("");
    }

    private static String changes(UnitChurn churn) {
        var mounts = churn.of("mount");
        long changed =
                churn.kinds().stream().mapToLong(UnitChurn.OfKind::changed).sum();
        return "in " + AgeWords.words(churn.over()) + " " + churn.made() + " units loaded and " + churn.removed()
                + " unloaded, " + changed + " changes of units, " + mounts.all() + " of them mounts; "
                + churn.jobsBegun() + " jobs begun and " + churn.jobsEnded() + " ended"
                + (churn.alikeUnits() > 1
                        ? "; most new units, " + churn.alikeUnits() + ", are " + Printable.of(churn.alike())
                        : "");
    }

    private String mounts() {
        if (picture.mounts().isEmpty()) {
            return "not read";
        }
        int first = picture.mounts().getFirst();
        int last = picture.mounts().getLast();
        return last + (first == last ? "" : ", " + first + " when the watch began");
    }

    private static String processor(ProcessorShare used) {
        return used.words() + " in " + AgeWords.words(Duration.ofMillis(Math.round(used.seconds() * 1000)))
                + (used.queued() >= 0.01
                        ? ", and for " + Math.round(used.queued() * 100) + " % of the time it waited for one"
                        : "");
    }

    private static String log(ManagerSaid said) {
        return said.logLevel().map(Printable::of).orElse("not told")
                + said.logTarget().map(target -> ", to " + Printable.of(target)).orElse("");
    }

    private static String watchdog(ManagerSaid said) {
        return said.watchdog()
                        .map(time -> time.isZero()
                                ? "off: nothing restarts the machine when PID 1 hangs"
                                : "the machine restarts when PID 1 hangs for " + AgeWords.words(time))
                        .orElse("not told")
                + said.device().map(device -> ", by " + Printable.of(device)).orElse("");
    }

    private void debugLog(Rows rows) {
        rows.add("debug log", picture.logWhy().isEmpty() ? "" : "not taken: " + Printable.of(picture.logWhy()), MOST);
        picture.log().ifPresent(log -> {
            rows.add(
                    "debug log",
                    log.count() + " lines in " + AgeWords.words(log.over())
                            + (log.lost() == 0 ? "" : ", and " + log.lost() + " that a limit on lines kept away") + "; "
                            + Printable.of(log.putBack()),
                    MOST);
            rows.add("read from", places(log), MOST);
            log.lines()
                    .forEach(line -> rows.add(
                            line.telling() ? "said" : "also",
                            (line.times() == 1 ? "" : line.times() + " times: ") + Printable.of(line.text()),
                            2));
        });
    }

    /** Where the lines were, and where others may be that nobody can read. */
    private String places(InitLog log) {
        var places = log.places().stream()
                .map(place -> place.name() + ": "
                        + (place.why().isEmpty()
                                ? place.lines() + (place.lines() == 1 ? " line" : " lines")
                                : "cannot be read (" + Printable.of(place.why()) + ")"))
                .collect(Collectors.joining("; "));
        return places.isEmpty() ? "" : places + unread(log);
    }

    /** Log targets of systemd (src/basic/log.c): to a console it logs when it is told to, or when neither journal nor kernel takes its lines. */
    private String unread(InitLog log) {
        var target = picture.said().flatMap(ManagerSaid::logTarget).orElse("");
        if (target.startsWith("console")) {
            return "; PID 1 logs to its console (log target " + Printable.of(target) + "), which cannot be read";
        }
        if (target.equals("null")) {
            return "; PID 1 logs nowhere (log target null)";
        }
        return log.count() == 0
                ? "; where PID 1 reaches neither of them it logs to its console, which cannot be read"
                : "";
    }

    private String next() {
        return switch (picture.state().kind()) {
            case RUNNING, STARTING, STOPPING, OTHER, UNTOLD -> "";
            case DEGRADED, MAINTENANCE -> "systemctl status UNIT tells why a unit has failed";
            default -> "nodethaw diagnose tells who waits for it, and what helps";
        };
    }
}
