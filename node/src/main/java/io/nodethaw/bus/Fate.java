package io.nodethaw.bus;

import io.nodethaw.bugs.KnownBug;
import io.nodethaw.bugs.SystemdCounter;
import java.util.Optional;

/** What a systemd does whose message counter has used all 32 bits. */
public enum Fate {
    /** It can send no more messages on the bus. */
    ENDS,
    /** It counts on from 2147483648 (systemd 242, sd-bus.c, cookie_inc). */
    WRAPS,
    /** Only the upstream version is known, and some distribution has mended it. */
    PERHAPS,
    /** The version is not known. */
    UNKNOWN;

    /** Releases that leave the bus and do not come back; earlier ones stay and are deaf, later ones come back at the next change. */
    private static final int LEAVES = 237;

    /** The bug that makes it end. */
    public static KnownBug bug() {
        return SystemdCounter.bug();
    }

    static Fate of(Optional<String> version) {
        return version.map(text -> switch (bug().affects(text)) {
                    case YES -> ENDS;
                    case NO -> WRAPS;
                    case PERHAPS -> PERHAPS;
                })
                .orElse(UNKNOWN);
    }

    /** What is seen of a version that has the bug, once its counter has run over. */
    public static String end(String version) {
        int release = SystemdCounter.release(version);
        if (release == LEAVES) {
            return "it leaves the bus and stays off it: no container starts";
        }
        return release > LEAVES
                ? "it leaves the bus, and is back at the next change of a unit"
                : "it is deaf on the bus: no container starts or stops";
    }
}
