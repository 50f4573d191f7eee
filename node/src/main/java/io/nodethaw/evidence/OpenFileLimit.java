package io.nodethaw.evidence;

import java.util.Optional;

/**
 * How many files a process may have open ({@code /proc/PID/limits}); the instance is the pid.
 *
 * @param soft the limit that counts (RLIMIT_NOFILE); absent where there is none
 */
public record OpenFileLimit(int pid, Optional<Long> soft) {
    public static final FactType<OpenFileLimit> TYPE = FactType.ofProcess("open-file-limit", OpenFileLimit.class);
}
