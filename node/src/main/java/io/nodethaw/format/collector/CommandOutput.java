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
 * The output of a command in the place where a collector puts it, and errors that stand where an output should. An empty file of a
 * command that prints at least a header was ended by the collector's limit.
 */
public final class CommandOutput implements Finder {
    /** An error has some lines; a file with more has an output, whatever else stands in it. */
    private static final int MOST = 12;

    /** A client that got no answer in time; its own clock, where it prints one, tells how long it waited (logrus, TTY form). */
    private static final Pattern LATE =
            Pattern.compile("(?:FATA|ERRO)\\[(\\d{1,6})\\] .*(?:DeadlineExceeded|deadline exceeded)|"
                    + "context deadline exceeded|timeout: sending signal|[Oo]peration timed out|Connection timed out");

    /** A client that could not ask. */
    private static final Pattern REFUSED = Pattern.compile(
            "Cannot connect to the Docker daemon|connection refused|connect: no such file or directory|permission denied"
                    + "|command not found|No such file or directory|Transport endpoint is not connected");

    private final List<String> first = new ArrayList<>();
    private long lines;

    @Override
    public void take(Line line) {
        if (!line.whole().isBlank()) {
            lines++;
            if (first.size() < MOST) {
                first.add(line.whole());
            }
        }
    }

    @Override
    public void end(Found into) {
        OutputPlace.of(into.file()).ifPresent(place -> {
            into.is("the output of " + place.command());
            into.reading(CollectedCommand.TYPE, CollectedCommand.instance(place.command()), reading(place), 1);
        });
    }

    private Reading<CollectedCommand> reading(OutputPlace place) {
        if (lines == 0) {
            return new Reading.Silent<>(place.limit(), place.collector());
        }
        if (lines <= MOST) {
            for (var line : first) {
                var late = LATE.matcher(line);
                if (late.find()) {
                    var waited = Optional.ofNullable(late.group(1))
                            .map(Long::valueOf)
                            .map(Duration::ofSeconds);
                    return new Reading.Silent<>(waited.orElse(Duration.ZERO), place.collector());
                }
                if (REFUSED.matcher(line).find()) {
                    return new Reading.Failed<>(line.strip());
                }
            }
        }
        return new Reading.Seen<>(new CollectedCommand(Optional.empty(), Optional.empty(), Optional.empty()));
    }
}
