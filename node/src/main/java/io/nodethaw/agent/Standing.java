package io.nodethaw.agent;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What the agent last said, as it stands in its file.
 *
 * @param looked when its last look began, by the wall clock
 * @param uptime of the machine when that look had ended, which no clock that is set can change
 * @param silent after this time without a look the agent is not well, and what it said is out of date
 * @param line the verdict of that look
 * @param refused what is wrong with settings that were read anew and are not used; empty for nothing
 */
public record Standing(
        Instant looked, Duration uptime, Duration silent, String line, String refused, List<Published> conditions) {
    private static final String LOOKED = "looked";
    private static final String LINE = "line";
    private static final String REFUSED = "refused";
    private static final String CONDITION = "condition";

    public Standing {
        conditions = List.copyOf(conditions);
    }

    /** How long ago the last look ended. */
    public Duration age(Duration now) {
        var age = now.minus(uptime);
        return age.isNegative() ? Duration.ZERO : age;
    }

    /** True when the agent looks no more, or its looks no longer end. */
    public boolean isStale(Duration now) {
        return age(now).compareTo(silent) > 0;
    }

    String text() {
        var text = new Tabs()
                .line(LOOKED, looked.toEpochMilli(), uptime.toMillis(), silent.toMillis())
                .line(LINE, line);
        if (!refused.isEmpty()) {
            text.line(REFUSED, refused);
        }
        for (var one : conditions) {
            text.line(
                    CONDITION,
                    one.type(),
                    one.status(),
                    one.reason(),
                    one.code(),
                    one.since().toEpochMilli(),
                    one.message());
        }
        return text.text();
    }

    static Standing parse(String text) throws IOException {
        try {
            var looked = Tabs.lines(text, LOOKED, 3).getFirst();
            return new Standing(
                    Instant.ofEpochMilli(Long.parseLong(looked.get(0))),
                    Duration.ofMillis(Long.parseLong(looked.get(1))),
                    Duration.ofMillis(Long.parseLong(looked.get(2))),
                    Tabs.lines(text, LINE, 1).getFirst().getFirst(),
                    Tabs.lines(text, REFUSED, 1).stream()
                            .map(List::getFirst)
                            .findFirst()
                            .orElse(""),
                    Tabs.lines(text, CONDITION, 6).stream()
                            .map(Standing::condition)
                            .toList());
        } catch (RuntimeException e) { // no such line, no number, no such status
            throw new IOException("it is not what an agent writes", e);
        }
    }

    private static Published condition(List<String> parts) {
        return new Published(
                parts.get(0),
                Status.valueOf(parts.get(1)),
                parts.get(2),
                parts.get(3),
                parts.get(5),
                Instant.ofEpochMilli(Long.parseLong(parts.get(4))));
    }
}
