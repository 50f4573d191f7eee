package io.nodethaw.format.units;

import io.nodethaw.evidence.Units;
import java.util.Optional;
import java.util.regex.Pattern;

/** What {@code systemd-analyze dump} prints of one unit or job (systemd src/core/unit.c, unit_dump; job.c, job_dump; service.c, service_dump). */
final class UnitDump {
    private static final Pattern UNIT = Pattern.compile("^-> Unit (\\S{1,256}):$");
    private static final Pattern JOB = Pattern.compile("^-> Job (\\d{1,18}):$");
    private static final Pattern ACTION = Pattern.compile("^Action: (\\S{1,256}) -> ([a-z-]{3,24})$");
    private static final Pattern MAIN = Pattern.compile("^Main PID: (\\d{1,9})$");

    private final String name;
    private final long job;
    private String load = "";
    private String active = "";
    private String sub = "";
    private String result = "";
    private Optional<Integer> pid = Optional.empty();
    private String unit = "";
    private String type = "";
    private boolean running;

    private UnitDump(String name, long job) {
        this.name = name;
        this.job = job;
    }

    /** What begins with this line: a unit, or a job, which has no name. */
    static Optional<UnitDump> begins(String line) {
        if (!line.startsWith("-> ")) {
            return Optional.empty();
        }
        var unit = UNIT.matcher(line);
        var job = JOB.matcher(line);
        return unit.matches()
                ? Optional.of(new UnitDump(unit.group(1), 0))
                : job.matches() ? Optional.of(new UnitDump("", Long.parseLong(job.group(1)))) : Optional.empty();
    }

    void take(String line) {
        load = after(line, "Unit Load State: ", load);
        active = after(line, "Unit Active State: ", active);
        sub = after(line, "Service State: ", sub);
        result = name.isEmpty() ? "" : after(line, "Result: ", result);
        running |= name.isEmpty() && line.equals("State: running");
        var main = MAIN.matcher(line);
        if (main.matches()) {
            pid = Optional.of(Integer.valueOf(main.group(1)));
        }
        var action = ACTION.matcher(line);
        if (action.matches()) {
            unit = action.group(1);
            type = action.group(2);
        }
    }

    private static String after(String line, String words, String before) {
        return line.startsWith(words) ? line.substring(words.length()).strip() : before;
    }

    /** The unit that it tells of; empty for a job. */
    Optional<Units.Unit> unit() {
        return name.isEmpty() || load.isEmpty() || active.isEmpty()
                ? Optional.empty()
                : Optional.of(new Units.Unit(name, load, active, sub, "")
                        .after(result, Optional.empty(), Optional.empty())
                        .running(pid));
    }

    /** The job that it tells of; empty for a unit. */
    Optional<ListedUnit.Job> job() {
        return unit.isEmpty() ? Optional.empty() : Optional.of(new ListedUnit.Job(job, unit, type, running));
    }
}
