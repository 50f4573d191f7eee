package io.nodethaw.collect.journal;

import io.nodethaw.evidence.InitLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Lines of a log, those that are alike but for names and numbers counted together. */
final class AlikeLines {
    /** The most kinds of lines that are kept apart; systemd has some thousand messages. */
    private static final int MOST_KINDS = 5000;

    /** How many are told of those that tell of something that did not work, and of all others. */
    private static final int TELLING = 20;

    private static final int OTHERS = 5;

    /** Names of units, paths, connections of the bus, quoted words, numbers. */
    private static final Pattern OWN_PART = Pattern.compile(
            "[\\w@\\\\:.-]+\\.(?:service|scope|slice|mount|socket|device|target|timer|path|swap|automount)\\b"
                    + "|/[^\\s,;]+|:\\d+\\.\\d+|'[^']*'|\"[^\"]*\"|\\b0x[0-9a-f]+\\b|\\d+");

    /** Words of what did not work, as systemd writes them. */
    private static final Pattern FAULT = Pattern.compile(
            "(?i)\\bfailed\\b|not supported|timed out|disabling|terminated|freezing|throttling|lost connection|refused|denied|too fast"
                    + "|no buffer space|cannot|could not|unable to|broken pipe|reset by peer|suppressed");

    /** What journald and the kernel say of lines that they did not take: src/journal/journald-rate-limit.c, kernel/printk. */
    private static final Pattern LOST = Pattern.compile("Suppressed (\\d+) messages|(\\d+) output lines suppressed");

    private static final class Kind {
        private final String text;
        private final boolean certain;
        private long times;

        Kind(String text, boolean certain) {
            this.text = text;
            this.certain = certain;
        }
    }

    private final Map<String, Kind> kinds = new LinkedHashMap<>();
    private long count;
    private long certainly;
    private long lost;

    /** @param certain true where it is known who wrote it */
    void add(String text, boolean certain) {
        count++;
        certainly += certain ? 1 : 0;
        var suppressed = LOST.matcher(text);
        if (suppressed.find()) {
            lost += number(suppressed.group(1) == null ? suppressed.group(2) : suppressed.group(1));
        }
        var alike = certain + OWN_PART.matcher(text).replaceAll("#");
        var kind = kinds.get(alike);
        if (kind == null && kinds.size() < MOST_KINDS) {
            kind = new Kind(text, certain);
            kinds.put(alike, kind);
        }
        if (kind != null) {
            kind.times++;
        }
    }

    private static long number(String digits) {
        return digits.length() > 9 ? 0 : Long.parseLong(digits);
    }

    /** How many of them were certain. */
    long certainly() {
        return certainly;
    }

    long count() {
        return count;
    }

    /** @param places where they were looked for */
    InitLog told(String before, String putBack, Duration over, List<InitLog.Place> places) {
        var lines = new ArrayList<InitLog.Line>();
        lines.addAll(most(true, TELLING));
        lines.addAll(most(false, OTHERS));
        return new InitLog(before, putBack, over, count, lost, lines, places);
    }

    private List<InitLog.Line> most(boolean telling, int number) {
        return kinds.values().stream()
                .filter(kind -> FAULT.matcher(kind.text).find() == telling)
                .sorted(Comparator.comparing((Kind kind) -> !isRefusedSend(kind.text))
                        .thenComparingLong(kind -> -kind.times))
                .limit(number)
                .map(kind -> new InitLog.Line(kind.text, kind.times, telling, kind.certain))
                .toList();
    }

    /** Never left out, however seldom it is said. */
    private static boolean isRefusedSend(String text) {
        return REFUSED.matcher(text).find();
    }

    private static final Pattern REFUSED = Pattern.compile(InitLog.SEND_REFUSED);
}
