package io.nodethaw.level;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What has to be put back, as a note keeps it.
 *
 * @param boot id of the boot of the kernel
 * @param initTicks when PID 1 started, in clock ticks after boot: a level is that of one process
 * @param before what it logged before
 * @param bySignal true when it was raised by a signal, because the socket refused it
 * @param owner the process that puts it back, if it lives
 * @param ownerTicks when that started
 */
record Loan(String boot, long initTicks, LogSettings before, boolean bySignal, int owner, long ownerTicks) {
    private static final int PARTS = 7;
    private static final Pattern WORD = Pattern.compile("[a-z0-9-]{0,40}");

    /** One line, parts separated by tabs. */
    String text() {
        return String.join(
                "\t",
                List.of(
                        boot,
                        Long.toString(initTicks),
                        before.level(),
                        before.target().orElse(""),
                        bySignal ? "signal" : "socket",
                        Integer.toString(owner),
                        Long.toString(ownerTicks)));
    }

    /** Reads it again; empty for any other text. */
    static Optional<Loan> parse(String text) {
        var parts = text.strip().split("\t", -1);
        if (parts.length != PARTS
                || !WORD.matcher(parts[2]).matches()
                || !WORD.matcher(parts[3]).matches()) {
            return Optional.empty();
        }
        try {
            var before = new LogSettings(parts[2], Optional.of(parts[3]).filter(target -> !target.isEmpty()));
            var loan = new Loan(
                    parts[0],
                    Long.parseLong(parts[1]),
                    before,
                    parts[4].equals("signal"),
                    Integer.parseInt(parts[5]),
                    Long.parseLong(parts[6]));
            return Optional.of(loan).filter(_ -> before.isLevel());
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
