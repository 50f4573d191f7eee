package io.nodethaw.format.collector;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.nodethaw.evidence.CollectedCommand;
import io.nodethaw.evidence.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a collector records a command in JSON: an object with these members.
 *
 * @param collector its name
 * @param command the command line
 * @param exit the code that it ended with, a number or a text
 * @param took seconds that it took; empty where it does not tell
 * @param began when it began, in seconds of 1970; empty where it does not tell
 * @param error what went wrong, in words; empty where it does not tell
 */
record RecordForm(String collector, String command, String exit, String took, String began, String error) {
    static final List<RecordForm> ALL = List.of(
            // sos/report/plugins/__init__.py, _collect_cmd_output
            new RecordForm("sosreport", "exec", "return_code", "run_time", "start_time", ""),
            // troubleshoot pkg/collect/host_run.go, HostRunInfo
            new RecordForm("troubleshoot", "command", "exitCode", "", "", "error"));

    /** What timeout(1) ends with: 124 after the time, 137 where it had to kill. A shell has 126 and 127 for what it could not start. */
    private static final int TIMED_OUT = 124;

    private static final int KILLED = 137;
    private static final List<Integer> NOT_STARTED = List.of(126, 127);

    /** Codes by which systemctl tells of units that do not run, or that there are not (systemctl(1), exit status). */
    private static final List<Integer> OF_UNITS = List.of(3, 4);

    /** A time-out in words, with the time where it is told: os/exec, context. */
    private static final Pattern LATE = Pattern.compile(
            "(?i)(?:timed? ?out|deadline exceeded)(?:\\D{0,20}?(\\d{1,6})(?:\\.\\d+)?(s|m|h|ms))?|signal: killed");

    /** True for an object in this form. */
    boolean fits(JsonObject object) {
        return isText(object, command) && object.has(exit) && object.get(exit).isJsonPrimitive();
    }

    private static boolean isText(JsonObject object, String name) {
        return object.has(name) && object.get(name) instanceof JsonPrimitive value && value.isString();
    }

    String line(JsonObject object) {
        return CollectedCommand.instance(object.get(command).getAsString());
    }

    /** What became of it; empty where it was not started, so that nobody was asked. */
    Optional<Reading<CollectedCommand>> reading(JsonObject object) {
        var code = number(object, exit).map(Double::intValue);
        var time = number(object, took).map(RecordForm::duration);
        var words = text(object, error) + " " + text(object, exit);
        var late = LATE.matcher(words);
        if (late.find()) {
            return Optional.of(new Reading.Silent<>(time.or(() -> waited(late)).orElse(Duration.ZERO), collector));
        }
        if (code.isEmpty() || code.filter(NOT_STARTED::contains).isPresent()) {
            return Optional.empty();
        }
        if (code.get() == TIMED_OUT || code.get() == KILLED) {
            return Optional.of(new Reading.Silent<>(time.orElse(Duration.ZERO), collector));
        }
        boolean answered =
                code.get() == 0 || OF_UNITS.contains(code.get()) && line(object).startsWith("systemctl ");
        var start = number(object, began).map(seconds -> Instant.ofEpochMilli((long) (seconds * 1000)));
        return Optional.of(
                answered
                        ? new Reading.Seen<>(new CollectedCommand(code, time, start))
                        : new Reading.Failed<>("it ended with code " + code.get()
                                + (text(object, error).isBlank()
                                        ? ""
                                        : ": " + text(object, error).strip())));
    }

    private static Optional<Duration> waited(Matcher late) {
        if (late.group(1) == null) {
            return Optional.empty();
        }
        long count = Long.parseLong(late.group(1));
        return Optional.of(
                switch (late.group(2)) {
                    case "h" -> Duration.ofHours(count);
                    case "m" -> Duration.ofMinutes(count);
                    case "s" -> Duration.ofSeconds(count);
                    default -> Duration.ofMillis(count);
                });
    }

    private static Duration duration(double seconds) {
        return Duration.ofMillis((long) (Math.clamp(seconds, 0, 1e9) * 1000));
    }

    private static Optional<Double> number(JsonObject object, String name) {
        try {
            return name.isEmpty() || !object.has(name) || !object.get(name).isJsonPrimitive()
                    ? Optional.empty()
                    : Optional.of(object.get(name).getAsDouble()).filter(Double::isFinite);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String text(JsonObject object, String name) {
        return name.isEmpty() || !isText(object, name) ? "" : object.get(name).getAsString();
    }
}
