package io.nodethaw.analysis;

import io.nodethaw.evidence.Key;
import io.nodethaw.wait.Vertex;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something of which there is only so much: how much is used of it, at one moment.
 *
 * @param meaning what its end means
 * @param label what a person calls it, the same at every moment: "open files of dockerd 731"
 * @param used how much is used
 * @param limit how much there may be
 * @param age since when it is used up, where it began with nothing and never gives anything back; absent where that is not so, or not known
 * @param most what uses most of it; empty where that is not known
 * @param at what starts of containers need, where this is such a thing
 * @param until when it ends, where that is written in it, whatever is used till then; absent for what is used up
 * @param readings what tells it, the one that tells how much is used first
 */
public record Stock(
        Meaning meaning,
        String label,
        long used,
        long limit,
        Unit unit,
        Optional<Duration> age,
        String most,
        Optional<Vertex.Resource> at,
        Optional<Instant> until,
        List<Key> readings) {
    /**
     * The share of the limit from which on it is near its end, in percent. It is the share at which kubelet begins to evict pods for
     * want of room (pkg/kubelet/eviction/defaults_linux.go, nodefs.available).
     */
    private static final int NEAR = 90;

    private static final int WHOLE = 100;

    public Stock {
        readings = List.copyOf(readings);
        if (readings.isEmpty()) {
            throw new IllegalArgumentException("nothing tells how much is used of " + label);
        }
    }

    /** What one is told apart by: its kind, and what a person calls it. */
    public record Name(String code, String label) {}

    /** The same at every moment. */
    public Name name() {
        return new Name(meaning.code(), label);
    }

    /** In what it is counted. */
    public enum Unit {
        COUNT(1),
        /** File systems give room in blocks, as a rule of this size. */
        BYTES(4096),
        SECONDS(1);

        private final int step;

        Unit(int step) {
            this.step = step;
        }

        /** The least by which a level changes. */
        public int step() {
            return step;
        }
    }

    /**
     * What the end of something means.
     *
     * @param code stable name of its kind: hop, dot, name
     * @param then what happens when nothing is left
     * @param todo what to do before that
     */
    public record Meaning(String code, String then, String todo) {}

    /** A count of which nothing more is known. */
    public static Stock of(Meaning meaning, String label, long used, long limit, Key... readings) {
        return new Stock(
                meaning,
                label,
                used,
                limit,
                Unit.COUNT,
                Optional.empty(),
                "",
                Optional.empty(),
                Optional.empty(),
                List.of(readings));
    }

    /**
     * A time that was given to something, and ends at a date that is written in it.
     *
     * @param now when this was read
     */
    public static Stock time(Meaning meaning, String label, Instant from, Instant until, Instant now, Key... readings) {
        var stock = of(
                meaning,
                label,
                Math.max(0, Duration.between(from, now).toSeconds()),
                Duration.between(from, until).toSeconds(),
                readings);
        return new Stock(
                meaning,
                label,
                stock.used,
                stock.limit,
                Unit.SECONDS,
                stock.age,
                stock.most,
                stock.at,
                Optional.of(until),
                stock.readings);
    }

    /** The same at another moment, at which so much of it was used. */
    Stock at(long level) {
        return new Stock(meaning, label, level, limit, unit, age, most, at, until, readings);
    }

    /** The same, counted in something else. */
    public Stock in(Unit other) {
        return new Stock(meaning, label, used, limit, other, age, most, at, until, readings);
    }

    /** The same, which began with nothing so long ago. */
    public Stock since(Optional<Duration> begin) {
        return new Stock(meaning, label, used, limit, unit, begin, most, at, until, readings);
    }

    /** The same, with what uses most of it. */
    public Stock mostly(String user) {
        return new Stock(meaning, label, used, limit, unit, age, user, at, until, readings);
    }

    /** The same, which starts of containers need as this. */
    public Stock at(Vertex.Resource place) {
        return new Stock(meaning, label, used, limit, unit, age, most, Optional.of(place), until, readings);
    }

    /** How much is left. */
    public long left() {
        return used >= limit ? 0 : limit - used;
    }

    /** How much of it is used, in percent. */
    public int percent() {
        if (used >= limit) {
            return WHOLE;
        }
        return used <= 0 ? 0 : (int) ((double) used / limit * WHOLE);
    }

    /** True when most of it is used up. */
    public boolean isNear() {
        return percent() >= NEAR;
    }

    /** True for both when they are the same thing at two moments. */
    public boolean isSame(Stock other) {
        return meaning.code().equals(other.meaning.code()) && label.equals(other.label);
    }
}
