package io.nodethaw.capture;

import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.KernelLog;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The lines of the kernel log that tell of waits, as dmesg prints them. */
final class KernelLogText {
    private static final String NAME = "kernel.log";
    private static final double MICROS = 1e6;

    private KernelLogText() {}

    static Optional<Attachment> of(Evidence evidence, Evidence besides, List<LeftOut> leftOut) {
        return Missing.first(NAME, KernelLog.TYPE, "", List.of(evidence, besides), leftOut)
                .map(log -> new Attachment(NAME, "lines of /dev/kmsg that tell of waits", out -> {
                    for (var line : log.lines()) {
                        out.write(String.format(Locale.ROOT, "[%12.6f] %s\n", line.micros() / MICROS, line.text()));
                    }
                }));
    }
}
