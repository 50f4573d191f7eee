package io.nodethaw.evidence;

import java.util.List;

/**
 * Lines of the kernel log that tell of waits (hung tasks, lost NFS servers, soft lock-ups), newest last. One instance.
 */
public record KernelLog(List<Line> lines) {
    public static final FactType<KernelLog> TYPE = new FactType<>("kernel-log", KernelLog.class);

    public KernelLog {
        lines = List.copyOf(lines);
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
