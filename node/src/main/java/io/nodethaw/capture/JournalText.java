package io.nodethaw.capture;

import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.InitLog;
import io.nodethaw.evidence.LastWords;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.RefusedStarts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What was read of the journal: a line each, with how long before the look it was said and by whom. */
final class JournalText {
    private static final String NAME = "journal.txt";

    private JournalText() {}

    static Optional<Attachment> of(Evidence evidence, List<LeftOut> leftOut) {
        var text = new StringBuilder();
        evidence.readings(LastWords.TYPE).forEach((unit, reading) -> {
            if (reading instanceof Reading.Seen<LastWords>(var words)) {
                words.lines().forEach(line -> line(text, line.ago(), unit, line.text()));
            } else {
                leftOut.add(new LeftOut("the last lines of " + unit + " in " + NAME, Missing.why(reading)));
            }
        });
        evidence.seen(RefusedStarts.TYPE)
                .ifPresent(starts -> starts.lines().forEach(line -> line(text, line.ago(), line.unit(), line.text())));
        evidence.allSeen(InitLog.TYPE)
                .forEach(log -> log.lines().forEach(line -> line(text, Duration.ZERO, "systemd", line.text())));
        if (text.isEmpty()) {
            leftOut.add(new LeftOut(NAME, "the look did not need the journal"));
            return Optional.empty();
        }
        return Optional.of(Attachment.of(NAME, "lines of the journal that the look has read", text.toString()));
    }

    private static void line(StringBuilder text, Duration ago, String who, String what) {
        text.append('-').append(ago.toSeconds()).append("s\t").append(who).append('\t');
        text.append(what.replace('\n', ' ')).append('\n');
    }
}
