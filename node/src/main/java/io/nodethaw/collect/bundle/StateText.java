package io.nodethaw.collect.bundle;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The first process of a container, in the beginning of the state that an OCI runtime keeps of it: runc's state.json
 * (libcontainer/container.go, BaseState) and crun's status (src/libcrun/status.c).
 *
 * @param startTicks when it started, in clock ticks after boot: a pid may be given again, and is another one in another namespace
 */
record StateText(Optional<Integer> pid, Optional<Long> startTicks) {
    private static final Pattern PID = Pattern.compile("\"(?:init_process_pid|pid)\"\\s*:\\s*(\\d{1,9})\\b");
    private static final Pattern START =
            Pattern.compile("\"(?:init_process_start|process-start-time)\"\\s*:\\s*(\\d{1,18})\\b");

    static StateText of(String text) {
        return new StateText(number(PID, text).map(Long::intValue), number(START, text));
    }

    private static Optional<Long> number(Pattern pattern, String text) {
        var match = pattern.matcher(text);
        return match.find() ? Optional.of(Long.valueOf(match.group(1))).filter(number -> number > 0) : Optional.empty();
    }
}
