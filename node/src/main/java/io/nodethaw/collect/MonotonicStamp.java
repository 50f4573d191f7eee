package io.nodethaw.collect;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What systemd writes as ...TimestampMonotonic: microseconds of CLOCK_MONOTONIC (org.freedesktop.systemd1(5)). */
public final class MonotonicStamp {
    private MonotonicStamp() {}

    /**
     * How long ago that was; nothing for a stamp of the future. System.nanoTime() is the same clock on Linux (HotSpot's
     * os::javaTimeNanos).
     *
     * @param micros microseconds, above 0: 0 stands for never
     */
    public static Duration age(long micros) {
        return Duration.ofNanos(Math.max(0, System.nanoTime() - TimeUnit.MICROSECONDS.toNanos(micros)));
    }
}
