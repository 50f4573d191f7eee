package io.nodethaw.format.units;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.nodethaw.evidence.Units;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What {@code systemctl show} prints of one unit: a line for each property (org.freedesktop.systemd1(5)). */
final class UnitProperties {
    private static final String STARTED = "ExecMainStartTimestampMonotonic";
    private static final String ENDED = "ExecMainExitTimestampMonotonic";

    private static final Set<String> USED = Stream.of(
                    "Id",
                    "LoadState",
                    "ActiveState",
                    "SubState",
                    "Result",
                    "NRestarts",
                    "MainPID",
                    "WantedBy",
                    "RequiredBy",
                    "UnitFileState",
                    "ExecMainCode",
                    "ExecMainStatus",
                    "TimeoutStartUSec",
                    STARTED,
                    ENDED)
            .collect(toUnmodifiableSet());

    private final Map<String, String> values = new HashMap<>();

    /** True for a line that tells a property, whether it is used or not. */
    boolean take(String line) {
        int end = line.indexOf('=');
        if (end <= 0 || !isName(line, end)) {
            return false;
        }
        var name = line.substring(0, end);
        if (USED.contains(name)) {
            values.put(name, line.substring(end + 1));
        }
        return true;
    }

    private static boolean isName(String line, int end) {
        for (int i = 0; i < end; i++) {
            char letter = line.charAt(i);
            boolean fits = letter >= 'A' && letter <= 'Z'
                    || i > 0 && (letter >= 'a' && letter <= 'z' || letter >= '0' && letter <= '9');
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    /** True for properties of a unit that has begun before the name of another one. */
    boolean isOther(String line) {
        return line.startsWith("Id=") && values.containsKey("Id");
    }

    private String value(String name) {
        return values.getOrDefault(name, "");
    }

    private Optional<Long> number(String name) {
        var text = value(name);
        return text.matches("\\d{1,15}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }

    /** The unit; empty where these are properties of something else, such as systemd itself. */
    Optional<Units.Unit> unit() {
        if (value("Id").isEmpty()
                || value("ActiveState").isEmpty()
                || !value("Id").contains(".")) {
            return Optional.empty();
        }
        var wanted = Stream.of(value("WantedBy"), value("RequiredBy"))
                .flatMap(names -> Arrays.stream(names.split(" ", -1)))
                .filter(name -> !name.isEmpty())
                .toList();
        var pid = number("MainPID")
                .filter(found -> found > 0 && found <= Integer.MAX_VALUE)
                .map(Long::intValue);
        return Optional.of(new Units.Unit(
                value("Id"),
                value("LoadState"),
                value("ActiveState"),
                value("SubState"),
                "",
                wanted,
                value("Result"),
                Optional.empty(),
                number("NRestarts"),
                pid,
                pid.isPresent() ? Optional.empty() : run(),
                UnitStatus.duration(value("TimeoutStartUSec")),
                Optional.empty(),
                Optional.of(value("UnitFileState"))
                        .filter(state -> !state.isEmpty())
                        .map(state -> state.startsWith("enabled"))));
    }

    /** How its main process ended last, where it has. */
    private Optional<Units.Run> run() {
        var began = number(STARTED).filter(at -> at > 0);
        var ended = number(ENDED).filter(at -> at > 0);
        return began.flatMap(start -> ended.filter(end -> end >= start)
                .flatMap(end -> number("ExecMainCode")
                        .filter(code -> code > 0)
                        .map(code -> new Units.Run(
                                code.intValue(),
                                number("ExecMainStatus").orElse(0L).intValue(),
                                Duration.ofNanos((end - start) * 1000)))));
    }
}
