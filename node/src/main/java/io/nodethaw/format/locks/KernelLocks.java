package io.nodethaw.format.locks;

import io.nodethaw.evidence.FileLocks;
import io.nodethaw.format.Finder;
import io.nodethaw.format.Found;
import io.nodethaw.format.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** {@code /proc/locks} (fs/locks.c, lock_get_status), as it is or in other text. */
public final class KernelLocks implements Finder {
    private static final Pattern LOCK = Pattern.compile("^(?:\\S{0,32}locks:)?(\\d{1,18}): +(-> +)?"
            + "(FLOCK|POSIX|OFDLCK|LEASE|DELEG|ACCESS) +(?:\\S{1,16}) +"
            + "(READ|WRITE|RW|NONE|UNLCK) +(-?\\d{1,9}) +"
            + "([0-9a-f]{2,5}:[0-9a-f]{2,5}:\\d{1,19}|<none>:0) +(\\d{1,19} +(?:\\d{1,19}|EOF))$");

    private static final int MOST = 100_000;

    private final List<FileLocks.Lock> locks = new ArrayList<>();
    private long first;
    private boolean full;

    @Override
    public void take(Line line) {
        var text = line.text();
        if (!mayBe(text)) {
            return;
        }
        var lock = LOCK.matcher(text);
        if (!lock.find()) {
            return;
        }
        first = first == 0 ? line.number() : first;
        if (locks.size() == MOST) {
            full = true;
            return;
        }
        locks.add(new FileLocks.Lock(
                Long.parseLong(lock.group(1)),
                lock.group(2) != null,
                lock.group(3),
                lock.group(4),
                Integer.parseInt(lock.group(5)),
                lock.group(6),
                lock.group(7)));
    }

    /** Nearly no line begins with a number and a colon. */
    private static boolean mayBe(String text) {
        int colon = text.indexOf(": ");
        return colon > 0
                && Character.isDigit(text.charAt(colon - 1))
                && (text.endsWith("EOF") || Character.isDigit(text.charAt(text.length() - 1)));
    }

    @Override
    public void end(Found into) {
        if (locks.isEmpty()) {
            return;
        }
        into.is("a list of file locks");
        into.put(FileLocks.TYPE, "", new FileLocks(locks), first);
        if (full) {
            into.note("only its first " + MOST + " locks are used");
            into.isPart();
        }
    }
}
