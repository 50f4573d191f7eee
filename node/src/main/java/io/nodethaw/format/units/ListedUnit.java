package io.nodethaw.format.units;

import io.nodethaw.evidence.Units;
import java.util.Optional;
import java.util.regex.Pattern;

/** A row of one of systemctl's lists (systemctl(1)). It has a form of its own, so that no header is needed. */
final class ListedUnit {
    private static final String NAME =
            "(\\S{1,256}\\.(?:service|socket|target|mount|automount|swap|scope|slice|device|path|timer|snapshot))";

    /** A unit that is not as it should be has a mark before it. */
    private static final String MARK = "(?:[\u25cf\u25cb\u00d7\u21bb*x] +)?";

    private static final String JOBS = "start|stop|restart|try-restart|reload|reload-or-start|verify-active|nop";

    private static final Pattern LOADED = Pattern.compile("^" + MARK + NAME
            + " +(loaded|not-found|bad-setting|error|masked|merged|stub) +"
            + "(active|inactive|failed|activating|deactivating|reloading|maintenance|refreshing)"
            + " +([a-z][a-z-]{2,20})(?: +(" + JOBS + ")(?= ))?(?: |$)");

    private static final Pattern JOB =
            Pattern.compile("^(\\d{1,10}) +" + NAME + " +(" + JOBS + ") +(waiting|running)(?: |$)");

    private static final Pattern FILE = Pattern.compile("^" + NAME
            + " +(enabled|enabled-runtime|disabled|static|masked|masked-runtime|linked|linked-runtime|alias|indirect|generated|transient"
            + "|bad)(?: +(?:enabled|disabled|ignored|-))?$");

    private ListedUnit() {}

    /** A job that is queued for a unit. */
    record Job(long id, String unit, String type, boolean running) {}

    private static boolean hasUnit(String line) {
        return line.indexOf('.') > 0 && line.indexOf(' ') > 0;
    }

    /** A row of list-units. */
    static Optional<Units.Unit> loaded(String line) {
        var row = LOADED.matcher(line);
        return hasUnit(line) && row.find()
                ? Optional.of(new Units.Unit(
                        row.group(1),
                        row.group(2),
                        row.group(3),
                        row.group(4),
                        row.group(5) == null ? "" : row.group(5)))
                : Optional.empty();
    }

    /** A row of list-jobs. */
    static Optional<Job> job(String line) {
        boolean may = !line.isEmpty() && Character.isDigit(line.charAt(0)) && hasUnit(line);
        var row = may ? JOB.matcher(line) : JOB.matcher("");
        return row.find()
                ? Optional.of(new Job(
                        Long.parseLong(row.group(1)),
                        row.group(2),
                        row.group(3),
                        row.group(4).equals("running")))
                : Optional.empty();
    }

    /** A row of list-unit-files. */
    static Optional<Units.Unit> file(String line) {
        var row = FILE.matcher(line);
        return hasUnit(line) && row.find()
                ? Optional.of(enabled(row.group(1), row.group(2).startsWith("enabled")))
                : Optional.empty();
    }

    /** A unit of which only that is known. */
    static Units.Unit enabled(String name, boolean enabled) {
        return new Units.Unit(name, "", "", "", "").startingWithNode(Optional.of(enabled));
    }
}
