package io.nodethaw.format.units;

import io.nodethaw.evidence.Units;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What {@code systemctl status} prints of one unit (systemd src/systemctl/systemctl-show.c, print_status_info). */
final class UnitStatus {
    private static final Pattern HEAD = Pattern.compile("^[\u25cf\u25cb\u00d7\u21bb*x] (\\S{1,256}\\."
            + "(?:service|socket|target|mount|scope|slice|timer|path|automount|swap))(?: - .*)?$");

    private static final Pattern LOADED =
            Pattern.compile("^Loaded: ([a-z-]{4,12})(?: \\(([^;)]{1,512}); ([a-z-]{3,20}))?");
    private static final Pattern ACTIVE = Pattern.compile(
            "^Active: ([a-z]{4,12})(?: \\(([a-z-]{3,20})\\))?(?: \\(Result: ([a-z-]{3,32})\\))?(?: since [^;]{8,80};"
                    + " (.{2,60}) ago)?");

    private static final Pattern MAIN = Pattern.compile("^Main PID: (\\d{1,9}) \\(([^)=]{1,15})\\)");
    private static final Pattern ENDED = Pattern.compile(
            "^(?:Main PID: \\d{1,9}|Process: \\d{1,9} ExecStart=.{1,2000}) \\(code=(exited|killed|dumped),"
                    + " (?:status|signal)=(\\d{1,3})");

    private static final Pattern LASTED = Pattern.compile("^Duration: (.{2,60})$");
    private static final Pattern PART =
            Pattern.compile("(\\d{1,6}(?:\\.\\d{1,6})?) ?(years?|y|months?|month|weeks?|w|days?|d|h|min|s|ms)\\b");

    /** Seconds of systemd's units of time (src/basic/time-util.h). */
    private static final Map<String, Double> SECONDS = Map.of(
            "y",
            31_557_600.0,
            "month",
            2_629_800.0,
            "w",
            604_800.0,
            "d",
            86_400.0,
            "h",
            3_600.0,
            "min",
            60.0,
            "s",
            1.0,
            "ms",
            0.001);

    private static final Map<String, Integer> CODES = Map.of("exited", 1, "killed", 2, "dumped", 3);

    private final String name;
    private String load = "";
    private String active = "";
    private String sub = "";
    private String result = "";
    private Optional<Boolean> enabled = Optional.empty();
    private Optional<Duration> since = Optional.empty();
    private Optional<Integer> pid = Optional.empty();
    private String program = "";
    private Optional<Integer> code = Optional.empty();
    private int status;
    private Optional<Duration> lasted = Optional.empty();

    private UnitStatus(String name) {
        this.name = name;
    }

    /** The status that begins with this line. */
    static Optional<UnitStatus> begins(String line) {
        var head = HEAD.matcher(line);
        return line.length() > 2 && line.charAt(1) == ' ' && head.find()
                ? Optional.of(new UnitStatus(head.group(1)))
                : Optional.empty();
    }

    /** One of its lines. */
    void take(String line) {
        if (line.startsWith("Loaded: ")) {
            var match = LOADED.matcher(line);
            if (match.find()) {
                load = match.group(1);
                enabled = Optional.ofNullable(match.group(3)).map(state -> state.startsWith("enabled"));
            }
        } else if (line.startsWith("Active: ")) {
            active(line);
        } else if (line.startsWith("Main PID: ") || line.startsWith("Process: ")) {
            process(line);
        } else if (line.startsWith("Duration: ")) {
            var match = LASTED.matcher(line);
            lasted = match.find() ? duration(match.group(1)) : lasted;
        }
    }

    private void active(String line) {
        var match = ACTIVE.matcher(line);
        if (match.find()) {
            active = match.group(1);
            sub = match.group(2) == null ? active : match.group(2); // it is left out where it is the same
            result = match.group(3) == null ? "" : match.group(3);
            since = Optional.ofNullable(match.group(4)).flatMap(UnitStatus::duration);
        }
    }

    private void process(String line) {
        var main = MAIN.matcher(line);
        if (main.find()) {
            pid = Optional.of(Integer.valueOf(main.group(1)));
            program = main.group(2);
            return;
        }
        var ended = ENDED.matcher(line);
        if (ended.find()) {
            code = Optional.ofNullable(CODES.get(ended.group(1)));
            status = Integer.parseInt(ended.group(2));
        }
    }

    /** "2 days", "1h 2min", "25min"; empty where it has no such part. */
    static Optional<Duration> duration(String text) {
        var part = PART.matcher(text);
        double seconds = 0;
        boolean any = false;
        while (part.find()) {
            any = true;
            var unit = part.group(2);
            var one = unit.startsWith("month")
                    ? "month"
                    : unit.equals("min") || unit.equals("ms") ? unit : unit.substring(0, 1);
            seconds += Double.parseDouble(part.group(1)) * SECONDS.getOrDefault(one, 0.0);
        }
        return any ? Optional.of(Duration.ofMillis((long) (seconds * 1000))) : Optional.empty();
    }

    /** True where it tells enough to be one. */
    boolean isWhole() {
        return !load.isEmpty() && !active.isEmpty();
    }

    /** Its main process, where it runs. */
    Optional<Integer> pid() {
        return pid;
    }

    /** The name of that process. */
    String program() {
        return program;
    }

    Units.Unit unit() {
        return new Units.Unit(name, load, active, sub, "")
                .after(result, since, code.flatMap(how -> lasted.map(time -> new Units.Run(how, status, time))))
                .running(pid)
                .startingWithNode(enabled);
    }
}
