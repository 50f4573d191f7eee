package io.nodethaw.evidence;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Collects the members of one reading while they are read. */
final class ReadingParts {
    private @Nullable String fact;
    private String instance = "";
    private String outcome = "";
    private String stage = "";
    private String why = "";
    private String kind = "";
    private Duration waited = Duration.ZERO;
    private @Nullable Instant asked;
    private @Nullable Instant answered;
    private @Nullable String file;
    private long line;
    private @Nullable Object value;

    /** Takes a member other than the value; skips members that it does not know. */
    void take(String member, JsonSource in) throws IOException {
        switch (member) {
            case "fact" -> fact = in.text();
            case "instance" -> instance = in.text();
            case "outcome" -> outcome = in.text();
            case "stage" -> stage = in.text();
            case "why" -> why = in.text();
            case "kind" -> kind = in.text();
            case "waited" -> waited = (Duration) ScalarCodec.SPAN.parse(in.text());
            case "asked" -> asked = (Instant) ScalarCodec.TIME.parse(in.text());
            case "file" -> file = in.text();
            case "line" -> line = (Long) ScalarCodec.WHOLE.parse(in.text());
            case "answered" -> answered = (Instant) ScalarCodec.TIME.parse(in.text());
            default -> in.skip();
        }
    }

    void value(Object read) {
        value = read;
    }

    String fact() throws MisfitException {
        return need(fact, "fact");
    }

    Key key() throws MisfitException {
        return new Key(fact(), instance);
    }

    Origin origin() throws MisfitException {
        if (file == null) {
            return new Origin.Live(need(asked, "asked"), need(answered, "answered"));
        }
        if (line < 1) {
            throw new MisfitException("'line' from 1 on expected, found " + line);
        }
        return new Origin.InFile(file, line);
    }

    Reading<Object> reading() throws MisfitException {
        return switch (outcome) {
            case "seen" -> new Reading.Seen<>(need(value, "value"));
            case "silent" -> silent();
            case "failed" -> new Reading.Failed<>(why);
            case "not-asked" -> notAsked();
            default ->
                throw new MisfitException(
                        "outcome seen, silent, failed or not-asked expected, found '" + OneLine.of(outcome, 60) + "'");
        };
    }

    private Reading<Object> silent() {
        return switch (kind) {
            case ReadingKinds.NOT_READ -> new Reading.Silent<>(waited, stage, Silence.NOT_READ);
            case ReadingKinds.QUEUE_FULL -> new Reading.Silent<>(waited, stage, Silence.QUEUE_FULL);
            default -> OldReadings.silent(waited, stage);
        };
    }

    private Reading<Object> notAsked() {
        return switch (kind) {
            case ReadingKinds.REFUSED -> new Reading.Refused<>(why);
            case ReadingKinds.HELD_UP -> new Reading.NotAsked<>(why, true);
            default -> OldReadings.notAsked(why);
        };
    }

    private static <T> T need(@Nullable T part, String name) throws MisfitException {
        if (part == null) {
            throw new MisfitException("'" + name + "' expected before this");
        }
        return part;
    }
}
