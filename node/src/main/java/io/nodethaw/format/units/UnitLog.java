package io.nodethaw.format.units;

import io.nodethaw.evidence.LastWords;
import io.nodethaw.evidence.Units;
import io.nodethaw.format.Line;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What systemd itself logs of services: how a main process ended, that it is started again, that this came too often (systemd
 * src/core/service.c, unit.c). What it says last of one tells its state at the end of the log.
 */
public final class UnitLog {
    private static final String UNIT = "(?<unit>[\\w@.:\\\\-]{1,200}\\.service)";

    private static final Pattern ENDED =
            Pattern.compile("^" + UNIT + ":? [Mm]ain process exited, code=(exited|killed|dumped), status=(\\d{1,3})");

    /** With a number since 235; before 236 "Service hold-off time over", before 230 without a colon. */
    private static final Pattern RESTART = Pattern.compile(
            "^" + UNIT
                    + ":? (?:Scheduled restart job, restart counter is at (\\d{1,9})|(?:Service )?hold-?off time over, scheduling restart)");

    private static final Pattern TOO_OFTEN = Pattern.compile(
            "^(?:" + UNIT
                    + ":? Start request repeated too quickly|start request repeated too quickly for (?<other>\\S{1,200}\\.service))");

    private static final Map<String, Integer> CODES = Map.of("exited", 1, "killed", 2, "dumped", 3);

    /** Services of which this is kept. */
    private static final int MOST = 200;

    private static final int MOST_RESTARTS = 50;

    /** The last lines of a program that are kept until its end is told. */
    private static final int WORDS = 3;

    /** RestartSec of the units of a chain is at most 10 s (kubeadm); a log that goes on for longer tells that nothing starts it. */
    private static final double STAYS_DOWN = 100;

    /** What was said of one service. */
    private static final class Service {
        private Optional<Line> restart = Optional.empty();
        private Optional<Line> end = Optional.empty();
        private Optional<Line> tooOften = Optional.empty();
        private final Deque<Line> restarts = new ArrayDeque<>();
        private long counter;
        private int code;
        private int status;
        private Optional<Double> lasted = Optional.empty();
        private List<Line> words = List.of();
        private boolean isBack;
    }

    private final Map<String, Service> services = new LinkedHashMap<>();
    private final Map<String, Deque<Line>> said = new LinkedHashMap<>();
    private Optional<Line> last = Optional.empty();

    /** A line of a log. */
    void take(Line line) {
        last = Optional.of(line);
        var program = line.program().orElse("");
        if (!program.equals("systemd")) {
            words(program, line);
            return;
        }
        var text = line.text();
        if (text.contains("ain process exited")) {
            var ended = ENDED.matcher(text);
            if (ended.find()) {
                service(ended.group("unit"))
                        .ifPresent(of -> ended(of, ended.group("unit"), line, ended.group(2), ended.group(3)));
            }
        } else if (text.contains("restart") || text.contains("repeated too quickly")) {
            restarted(text, line);
        }
    }

    private Optional<Service> service(String unit) {
        return services.containsKey(unit) || services.size() < MOST
                ? Optional.of(services.computeIfAbsent(unit, _ -> new Service()))
                : Optional.empty();
    }

    private void ended(Service of, String unit, Line line, String code, String status) {
        of.end = Optional.of(line);
        of.code = CODES.getOrDefault(code, 1);
        of.status = Integer.parseInt(status);
        of.lasted = of.restart.flatMap(line::since);
        of.restart = Optional.empty();
        of.isBack = false;
        of.words = said.entrySet().stream()
                .filter(entry -> isOf(unit, entry.getKey()))
                .flatMap(entry -> entry.getValue().stream())
                .toList();
    }

    private void restarted(String text, Line line) {
        var restart = RESTART.matcher(text);
        if (restart.find()) {
            service(restart.group("unit")).ifPresent(of -> {
                of.counter = restart.group(2) == null ? of.counter + 1 : Long.parseLong(restart.group(2));
                of.restart = Optional.of(line);
                of.tooOften = Optional.empty();
                of.restarts.addFirst(line);
                if (of.restarts.size() > MOST_RESTARTS) {
                    of.restarts.removeLast();
                }
            });
            return;
        }
        var often = TOO_OFTEN.matcher(text);
        if (often.find()) {
            var unit = Optional.ofNullable(often.group("unit")).orElseGet(() -> often.group("other"));
            service(unit).ifPresent(of -> {
                of.tooOften = Optional.of(line);
                of.restart = Optional.empty();
                of.isBack = false;
            });
        }
    }

    /** Who speaks runs. */
    private void words(String program, Line line) {
        if (program.isEmpty() || program.equals("kernel")) {
            return;
        }
        services.forEach((unit, of) -> of.isBack = of.isBack || isOf(unit, program));
        if (said.containsKey(program) || said.size() < MOST) {
            var lines = said.computeIfAbsent(program, _ -> new ArrayDeque<>());
            lines.addLast(line);
            if (lines.size() > WORDS) {
                lines.removeFirst();
            }
        }
    }

    /** True where systemd says that the main process of this program's service has ended. */
    public static boolean isEndOf(String program, Line line) {
        if (line.program().filter("systemd"::equals).isEmpty() || !line.text().contains("ain process exited")) {
            return false;
        }
        var ended = ENDED.matcher(line.text());
        return ended.find() && isOf(ended.group("unit"), program);
    }

    /** "dockerd" of docker.service, "k3s" of k3s-agent.service. */
    private static boolean isOf(String unit, String program) {
        var name = unit.substring(0, unit.lastIndexOf('.'));
        return program.startsWith(name) || name.startsWith(program);
    }

    /** The services that were not said to run at the end, and those that were started again. */
    Stream<Units.Unit> units() {
        return services.entrySet().stream().flatMap(entry -> unit(entry.getKey(), entry.getValue()).stream());
    }

    private Optional<Units.Unit> unit(String name, Service of) {
        if (of.tooOften.isPresent()) {
            return of.isBack
                    ? Optional.empty()
                    : Optional.of(unit(name, of, "failed", "failed", "start-limit-hit", of.tooOften));
        }
        if (of.restart.isPresent() || of.isBack) {
            return of.counter == 0
                    ? Optional.empty()
                    : Optional.of(unit(name, of, "active", "running", "", of.restart));
        }
        boolean stays = of.end
                .flatMap(this::ago)
                .filter(seconds -> seconds > STAYS_DOWN)
                .isPresent();
        var result = of.code == 1 ? "exit-code" : of.code == 2 ? "signal" : "core-dump";
        return of.end.isEmpty() || !stays && of.counter == 0
                ? Optional.empty()
                : Optional.of(
                        stays
                                ? unit(name, of, "failed", "failed", result, of.end)
                                : unit(name, of, "activating", "auto-restart", result, of.end));
    }

    private Units.Unit unit(String name, Service of, String active, String sub, String result, Optional<Line> since) {
        var run = of.lasted.filter(_ -> of.end.isPresent()).map(time -> new Units.Run(of.code, of.status, span(time)));
        return new Units.Unit(name, "loaded", active, sub, "")
                .after(
                        result,
                        since.flatMap(this::ago).map(UnitLog::span),
                        active.equals("active") ? Optional.empty() : run)
                .restarted(of.counter > 0 ? Optional.of(of.counter) : Optional.empty());
    }

    /** The last words of each of them, and the line that tells of its end. */
    Map<String, LastWords> words() {
        var words = new LinkedHashMap<String, LastWords>();
        services.forEach((unit, of) -> {
            var lines = new ArrayList<LastWords.Line>();
            of.words.forEach(line ->
                    ago(line).ifPresent(seconds -> lines.add(new LastWords.Line(span(seconds), line.text()))));
            var restarts = of.restarts.stream()
                    .flatMap(line -> ago(line).stream())
                    .map(UnitLog::span)
                    .toList();
            var ended = of.end.map(_ -> new LastWords.Ended(of.code != 1, of.status));
            if (!lines.isEmpty() || !restarts.isEmpty()) {
                words.put(unit, new LastWords(lines, restarts, ended));
            }
        });
        return words;
    }

    /** The line that tells most of a service. */
    long line(String unit) {
        return Optional.ofNullable(services.get(unit)).stream()
                .flatMap(of -> Stream.of(of.tooOften, of.end, of.restart))
                .flatMap(Optional::stream)
                .mapToLong(Line::number)
                .findFirst()
                .orElse(1);
    }

    private Optional<Double> ago(Line line) {
        return last.flatMap(end -> end.since(line));
    }

    private static Duration span(double seconds) {
        return Duration.ofMillis((long) (seconds * 1000));
    }
}
