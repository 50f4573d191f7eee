package io.nodethaw.bus.monitor;

import io.nodethaw.bus.BusSecond;
import io.nodethaw.bus.BusTraffic;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Counts the messages of a recording, in the time in which they were recorded, as fast as they can be read. */
public final class Replay {
    private static final long SECOND = 1_000_000;
    private static final long NANOS_PER_MICRO = 1000;

    /** A longer time without any message is one entry. */
    private static final long LONGEST_GAP = 60 * SECOND;

    private final Recording recording;
    private final Counting counting;
    private final List<Map<String, Long>> seconds = new ArrayList<>();
    private long first;
    private long begun;
    private long last;

    private Replay(Recording recording, Optional<Baseline> baseline, Consumer<BusSecond> each) {
        this.recording = recording;
        this.counting = new Counting(new Names(Names.Who.NOBODY), baseline, each);
    }

    /**
     * Reads a recording.
     *
     * @param baseline a recording of a time that was well; empty for none
     * @param each gets what each second had
     * @throws RecordingException when one of them is none
     */
    public static BusTraffic read(InputStream in, Optional<InputStream> baseline, Consumer<BusSecond> each)
            throws IOException {
        var usual = baseline.isEmpty() ? Optional.<Baseline>empty() : Optional.of(baseline(baseline.get()));
        return new Replay(Recording.open(in), usual, each).run();
    }

    /** What a recording had in each of its seconds. */
    static Baseline baseline(InputStream in) throws IOException {
        var replay = new Replay(Recording.open(in), Optional.empty(), _ -> {});
        var all = replay.run();
        if (all.counts().messages() == 0) {
            throw new RecordingException("it has no messages");
        }
        return new Baseline(replay.seconds);
    }

    private BusTraffic run() throws IOException {
        while (recording.next()) {
            long micros = recording.micros();
            if (recording.number() == 1) {
                first = micros;
                begun = micros;
                last = micros;
            }
            last = Math.max(last, micros); // packets of several threads may be a little out of order
            pass();
            counting.add(recording.packet(), 0, recording.there(), last * NANOS_PER_MICRO);
        }
        if (recording.number() > 0) {
            end(last);
        }
        return counting.all(
                instant(first),
                Duration.ofNanos((last - first) * NANOS_PER_MICRO),
                last * NANOS_PER_MICRO,
                Optional.empty(),
                recording.cut());
    }

    /** Ends the seconds that are over. */
    private void pass() {
        if (last - begun > LONGEST_GAP) {
            end(last);
        }
        while (last - begun >= SECOND) {
            end(begun + SECOND);
        }
    }

    private void end(long micros) {
        var fresh = counting.second(
                instant(micros), Duration.ofNanos((micros - begun) * NANOS_PER_MICRO), micros * NANOS_PER_MICRO);
        for (long i = 0; i < (micros - begun) / SECOND && seconds.size() < Baseline.LONGEST; i++) {
            seconds.add(i == 0 ? fresh : Map.of()); // all of an entry that lasts longer came in its first second
        }
        begun = micros;
    }

    private static Instant instant(long micros) {
        return Instant.ofEpochSecond(micros / SECOND, micros % SECOND * NANOS_PER_MICRO);
    }
}
