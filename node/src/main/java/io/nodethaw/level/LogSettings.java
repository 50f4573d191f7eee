package io.nodethaw.level;

import java.util.Optional;
import java.util.Set;

/**
 * What PID 1 logs, and where (org.freedesktop.systemd1(5), LogLevel and LogTarget).
 *
 * @param level "info"
 * @param target "journal-or-kmsg"; empty where it is not to be changed
 */
public record LogSettings(String level, Optional<String> target) {
    /** The level at which it tells everything. */
    static final String DEBUG = "debug";

    /** Where what it says can be read again. */
    private static final String READABLE = "journal-or-kmsg";

    /** Where nobody can read it again (src/basic/log.c, log_target_table). */
    private static final Set<String> LOST = Set.of("console", "console-prefixed", "null");

    /** The levels there are (src/basic/syslog-util.c), also as numbers. */
    private static final Set<String> LEVELS = Set.of(
            "emerg", "alert", "crit", "err", "warning", "notice", "info", DEBUG, "0", "1", "2", "3", "4", "5", "6",
            "7");

    /** True when this is a level that systemd may have. */
    boolean isLevel() {
        return LEVELS.contains(level);
    }

    /** True when nothing has to be raised. */
    boolean isDebug() {
        return level.equals(DEBUG) || level.equals("7");
    }

    /** What to set, so that all is said and can be read. */
    LogSettings raised() {
        return new LogSettings(DEBUG, target.filter(LOST::contains).map(_ -> READABLE));
    }

    /** What to set afterwards: what it was before, as far as it was changed. */
    LogSettings before() {
        return new LogSettings(level, target.filter(LOST::contains));
    }
}
