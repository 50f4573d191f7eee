package io.nodethaw.evidence;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What PID 1 logged while its log level was raised. One instance.
 *
 * @param before the log level that it had
 * @param putBack what became of the level afterwards, in words
 * @param over for how long it was raised
 * @param count how many lines there were
 * @param lost lines that a limit of the journal or of the kernel has kept away, as these say
 * @param lines of those that are alike one each, what tells of a fault first
 * @param places where they were looked for; empty in evidence of older versions
 */
public record InitLog(
        String before, String putBack, Duration over, long count, long lost, List<Line> lines, List<Place> places) {
    public static final FactType<InitLog> TYPE = FactType.ofInit("init-log", InitLog.class);

    /**
     * The words of systemd for a message that it could not send because a message of this number cannot be sealed
     * (src/libsystemd/sd-bus/bus-message.c, bus_message_seal: EOPNOTSUPP; src/core/dbus-unit.c, dbus-job.c, dbus.c: the words).
     */
    public static final String SEND_REFUSED =
            "Failed to (?:propagate agent release message|process message [^\\n]{1,400}?|send [^\\n]{1,300}?|emit [^\\n]{1,300}?|reply[^\\n]{0,300}?): Operation not supported";

    private static final Pattern REFUSED = Pattern.compile(SEND_REFUSED);

    /** The most characters of a line that are kept. */
    private static final int LONGEST = 300;

    public InitLog {
        before = Foreign.cut(before);
        putBack = Foreign.cut(putBack);
        lines = List.copyOf(lines);
        places = List.copyOf(places);
    }

    /** Where it is not known where they were looked for. */
    public InitLog(String before, String putBack, Duration over, long count, long lost, List<Line> lines) {
        this(before, putBack, over, count, lost, lines, List.of());
    }

    /**
     * A log in which they were looked for.
     *
     * @param name "the journal"
     * @param lines how many of them it had
     * @param why it could not be read; empty where it could
     */
    public record Place(String name, long lines, String why) {
        public Place {
            name = Foreign.cut(name);
            why = Foreign.cut(why);
        }
    }

    /**
     * Lines that are alike but for names and numbers.
     *
     * @param text the newest of them
     * @param telling true where they tell of something that did not work
     * @param certain true where the journal has them, which knows who wrote them; the kernel's log does not
     */
    public record Line(String text, long times, boolean telling, boolean certain) {
        public Line {
            text = Foreign.cut(text, LONGEST);
        }
    }

    /** The line that says that what it sends on the bus is refused; one that is certain first. */
    public Optional<Line> refusedSend() {
        return lines.stream()
                .filter(line -> REFUSED.matcher(line.text()).find())
                .min((one, other) -> Boolean.compare(other.certain(), one.certain()));
    }
}
