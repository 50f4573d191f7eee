package io.nodethaw.golang;

import io.nodethaw.memory.Memory;
import java.time.Duration;
import java.util.Map;

/** The process of a made-up Go program. */
record FakeProcess(Memory memory) implements GoProcess {
    static final int PID = 42;

    /** Nanoseconds. */
    static final long NOW = 1_000_000_000_000L;

    @Override
    public int pid() {
        return PID;
    }

    @Override
    public long mostBytes() {
        return Integer.MAX_VALUE;
    }

    @Override
    public byte[] auxv() {
        return FakeGo.auxv();
    }

    /** They ran three seconds ago. */
    @Override
    public Threads threads() {
        return new Threads() {
            @Override
            public int number(long inner) {
                return 0;
            }

            @Override
            public LastRuns lastRuns() {
                return new LastRuns(Map.of(PID, Duration.ofSeconds(3)));
            }
        };
    }

    @Override
    public long now() {
        return NOW;
    }
}
