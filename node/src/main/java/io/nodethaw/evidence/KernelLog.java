package io.nodethaw.evidence;

import java.util.List;
import java.util.Optional;

/**
 * Lines of the kernel's own in its log that tell of waits (hung tasks, lost NFS servers, soft lock-ups), newest last. One instance.
 *
 * @param ownPids true where the pids in them are those that we see too, false in another pid namespace than the kernel's first one; empty
 *     where that is not known
 */
public record KernelLog(List<Line> lines, Optional<Boolean> ownPids) {
    public static final FactType<KernelLog> TYPE = new FactType<>("kernel-log", KernelLog.class);

    public KernelLog {
        lines = List.copyOf(lines);
    }

    /** Lines of which nobody knows whose pids they have. */
    public KernelLog(List<Line> lines) {
        this(lines, Optional.empty());
    }

    /**
     * One line.
     *
     * @param micros time after boot, in microseconds
     */
    public record Line(long micros, String text) {
        public Line {
            text = Foreign.cut(text);
        }
    }
}
