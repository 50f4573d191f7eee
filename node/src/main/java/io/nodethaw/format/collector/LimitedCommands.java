package io.nodethaw.format.collector;

import io.nodethaw.evidence.CollectedCommand;
import io.nodethaw.evidence.Reading;
import io.nodethaw.format.Finder;
import io.nodethaw.format.Found;
import io.nodethaw.format.Line;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Commands that a person has run under timeout(1), with the code that an echo behind them or in the next line has printed: "timeout 10
 * docker ps; echo rc=$?". A command that ran into its limit has had no answer, like one of a collector.
 */
public final class LimitedCommands implements Finder {
    /** As reports name who waited. */
    private static final String WHO = "timeout in a shell";

    /** timeout(1), coreutils src/timeout.c: its options, the limit, the command up to the end of a list, of a redirection or of the line. */
    private static final Pattern LIMITED = Pattern.compile("(?:^|[#$%>+;(] ?|\\b(?:sudo|time) )timeout "
            + "((?:-(?:s|k|-signal|-kill-after)(?:=| ?)\\S{1,12} |-(?:f|p|v|-foreground|-preserve-status|-verbose) ){0,5})"
            + "(\\d{1,6}(?:\\.\\d{1,6})?)([smhd]?) ([^;|&<>$`]{2,200})([^;$`]{0,200}?)(?:(;|\\|\\|)(.*))?$");

    private static final Pattern ECHO = Pattern.compile(
            "(?:^|[#$%>+;] ?| )echo (?:-e )?(\"?)([^\"';|&]{0,60}?)\\$\\?([^\"';|&$]{0,60}?)\\1 *\\)?$");

    private static final Pattern KILLS =
            Pattern.compile("-(?:s|-signal)[= ]?(?:SIG)?(?:KILL|9)\\b|-(?:k|-kill-after)\\b");

    /** A shell's word for a command that was killed, behind the line of bash where it has one. */
    private static final Pattern KILLED = Pattern.compile("^(?:\\S{1,40}: line \\d{1,6}: +\\d{1,9} )?Killed\\b");

    private static final int TIMED_OUT = 124;
    private static final int ENDED_BY_KILL = 137;

    /** What timeout and shells end with where the command was not started (coreutils src/timeout.c, exit status). */
    private static final List<Integer> NOT_STARTED = List.of(125, 126, 127);

    /** So many lines of output are looked through for the code: a person has cut out more. */
    private static final int MOST_OUTPUT = 5_000;

    private static final int MOST = 1_000;

    /**
     * A command whose code is still to come.
     *
     * @param kills true where the limit ends it by SIGKILL
     * @param own true where its own code is told instead of that of timeout
     */
    private record Asked(String command, Duration limit, boolean kills, boolean own, long line) {}

    private record Ended(Asked asked, Reading<CollectedCommand> reading) {}

    private final List<Ended> ended = new ArrayList<>();
    private Optional<Asked> asked = Optional.empty();
    private Optional<Pattern> code = Optional.empty();
    private long until;

    @Override
    public void take(Line line) {
        var text = line.whole().strip();
        if (text.contains("timeout ") && limited(text, line.number())) {
            return;
        }
        if (asked.isEmpty()) {
            return;
        }
        if (line.number() > until) {
            asked = Optional.empty();
            return;
        }
        if (text.contains("$?") && code.isEmpty()) {
            code = template(text);
            return;
        }
        printed(text);
    }

    private boolean limited(String text, long number) {
        var begun = LIMITED.matcher(text);
        if (!begun.find()) {
            return false;
        }
        boolean piped = begun.group(5).contains("|"); // the code is that of another command
        var options = begun.group(1);
        asked = piped
                ? Optional.empty()
                : Optional.of(new Asked(
                        CollectedCommand.instance(
                                begun.group(4).replaceFirst("^sudo ", "").replaceFirst(" \\d$", "")),
                        limit(begun.group(2), begun.group(3)),
                        KILLS.matcher(options).find(),
                        options.contains("-p"),
                        number));
        code = begun.group(7) == null ? Optional.empty() : template(begun.group(7));
        until = number + MOST_OUTPUT;
        return true;
    }

    private static Duration limit(String number, String unit) {
        long seconds = switch (unit) {
            case "d" -> 86_400;
            case "h" -> 3_600;
            case "m" -> 60;
            default -> 1;
        };
        return Duration.ofMillis((long) (Double.parseDouble(number) * seconds * 1000));
    }

    /** What the line looks like in which the code is printed. */
    private static Optional<Pattern> template(String command) {
        var echo = ECHO.matcher(command.strip());
        return echo.find() && !echo.group(2).contains("$")
                ? Optional.of(Pattern.compile("^" + Pattern.quote(echo.group(2).strip()) + "\\s*(\\d{1,3})"
                        + Pattern.quote(echo.group(3)) + "$"))
                : Optional.empty();
    }

    private void printed(String text) {
        var command = asked.orElseThrow();
        var told = code.map(form -> form.matcher(text)).filter(match -> match.find());
        if (told.isPresent()) {
            end(command, Integer.parseInt(told.get().group(1)));
        } else if (command.kills() && KILLED.matcher(text).find()) {
            end(command, ENDED_BY_KILL);
        }
    }

    private void end(Asked command, int exit) {
        reading(command, exit)
                .filter(_ -> ended.size() < MOST)
                .ifPresent(reading -> ended.add(new Ended(command, reading)));
        asked = Optional.empty();
        code = Optional.empty();
    }

    /** What became of it; empty where nobody was asked. */
    private static Optional<Reading<CollectedCommand>> reading(Asked command, int exit) {
        if (NOT_STARTED.contains(exit)) {
            return Optional.empty();
        }
        boolean late = exit == TIMED_OUT && !command.own() || exit == ENDED_BY_KILL && command.kills();
        if (late) {
            return Optional.of(new Reading.Silent<>(command.limit(), WHO));
        }
        return Optional.of(
                exit == 0
                        ? new Reading.Seen<>(
                                new CollectedCommand(Optional.of(exit), Optional.empty(), Optional.empty()))
                        : new Reading.Failed<>("it ended with code " + exit));
    }

    @Override
    public void end(Found into) {
        if (!ended.isEmpty()) {
            into.is("commands with a limit");
        }
        ended.forEach(one -> into.reading(
                CollectedCommand.TYPE,
                one.asked().command(),
                one.reading(),
                one.asked().line()));
    }
}
