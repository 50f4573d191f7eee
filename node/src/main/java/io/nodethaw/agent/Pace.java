package io.nodethaw.agent;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The time from one look to the next while all is well: the usual one, or up to twice as long where looks cost so much that the agent
 * would take more of a processor than it should, as on a node with thousands of processes. Used by one thread.
 */
final class Pace {
    /** What the agent takes of one processor at most, where a longer time between looks can keep it so. */
    private static final double SHARE = 0.005;

    /** Looks are at most so many times as far apart as usual: what they find has to be published in time. */
    private static final int MOST = 2;

    /** The cost of a look is the average of about so many: of the looks of two minutes, one reads all (Agent.WHOLE). */
    private static final int LOOKS = 12;

    private static final double NANOS = 1e9;

    private final Supplier<Optional<Double>> spent;
    private Optional<Double> before = Optional.empty();
    private Optional<Double> average = Optional.empty();

    /**
     * No look has been taken yet.
     *
     * @param spent seconds of processor time that the agent and its children have used; empty where that is not known
     */
    Pace(Supplier<Optional<Double>> spent) {
        this.spent = spent;
    }

    /** Takes in what the look has cost that has just ended. The first one counts for nothing: it costs what every start does. */
    void looked() {
        var now = spent.get();
        now.flatMap(seconds -> before.map(earlier -> seconds - earlier))
                .ifPresent(cost -> average = Optional.of(
                        average.map(known -> known + (cost - known) / LOOKS).orElse(cost)));
        before = now;
    }

    /**
     * The time from the beginning of a look to that of the next one.
     *
     * @param usual where looks do not cost too much
     */
    Duration between(Duration usual) {
        long wanted = average.map(cost -> Math.round(cost / SHARE * NANOS)).orElse(0L);
        return Duration.ofNanos(Math.clamp(wanted, usual.toNanos(), usual.toNanos() * MOST));
    }
}
