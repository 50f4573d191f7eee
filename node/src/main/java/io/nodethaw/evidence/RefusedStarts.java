package io.nodethaw.evidence;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Lines of the last minutes in which kubelet or a runtime says that something was refused to it, by the error in them. They
 * show that starts did fail, and never why: a cause is read where it is. One instance.
 *
 * @param lines the newest first; of each unit, for each reason the newest only
 */
public record RefusedStarts(List<Line> lines) {
    public static final FactType<RefusedStarts> TYPE = new FactType<>("refused-starts", RefusedStarts.class);

    public RefusedStarts {
        lines = List.copyOf(lines);
    }

    /**
     * One line.
     *
     * @param unit that said it
     * @param ago how long before the look
     * @param text as much of it as tells
     */
    public record Line(Why why, String unit, Duration ago, String text) {
        public Line {
            unit = Foreign.cut(unit);
            text = Foreign.cut(text, 300);
        }

        /** As a sign of a finding. */
        public String proof() {
            return unit + " said " + ago.toSeconds() + " s ago: " + text;
        }
    }

    /**
     * The error, in the words of Go (syscall/zerrors_linux.go, runtime/os_linux.go), those of godbus (conn.go), or those of CNI in containerd
     * and CRI-O.
     */
    public enum Why {
        NO_TASK("resource temporarily unavailable|failed to create new os thread"),
        NO_SPACE("no space left on device"),
        READ_ONLY("read-only file system"),
        NO_DESCRIPTOR("too many open files"),
        NO_MEMORY("cannot allocate memory"),
        NO_FILTER("errno 524"),
        BUS_CLOSED("dbus: connection closed by user"),
        /** In the words of dbus-daemon (bus/bus.c) and of dbus-broker (src/bus/driver.c). */
        BUS_REFUSED("rejected send message|sender is not authorized to send message"),
        /** In the words of dbus-daemon (bus/connection.c, bus_connections_expect_reply). */
        BUS_REPLIES("maximum number of pending replies per connection has been reached"),
        /** Only for a sandbox: a runtime says the same when it begins, or when its configuration goes. */
        NO_NETWORK("sandbox.*(cni plugin not initialized|cni config uninitialized|no cni configuration file)");

        private final Pattern words;

        Why(String words) {
            this.words = Pattern.compile(words);
        }

        /** The reason that a line names. */
        public static Optional<Why> of(String line) {
            var small = line.toLowerCase(Locale.ROOT);
            for (var why : values()) {
                if (why.words.matcher(small).find()) {
                    return Optional.of(why);
                }
            }
            return Optional.empty();
        }
    }

    /** The newest line with this reason that this unit said. */
    public static Optional<Line> latest(Evidence evidence, Why why, String unit) {
        return lines(evidence, why).filter(line -> line.unit().equals(unit)).findFirst();
    }

    /** The newest line with this reason. */
    public static Optional<Line> latest(Evidence evidence, Why why) {
        return lines(evidence, why).findFirst();
    }

    private static Stream<Line> lines(Evidence evidence, Why why) {
        return evidence.seen(TYPE).stream()
                .flatMap(starts -> starts.lines().stream())
                .filter(line -> line.why() == why);
    }
}
