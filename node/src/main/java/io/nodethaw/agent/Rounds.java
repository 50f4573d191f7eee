package io.nodethaw.agent;

import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Host;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Takes looks in a thread that can be left behind. A look that is late is waited for in the next rounds; when it does not come back for
 * long, another session takes its place, but there are only a few at most. Used by one thread.
 */
final class Rounds {
    /** The most sessions: when looks of all of them hang, one more would hang too. */
    static final int MOST = 3;

    /** A session is given up when its look has lasted for so many times as long as it may. */
    private static final int GIVEN_UP = 3;

    private final Host host;
    private final Supplier<Eyes> open;
    private final List<Round> hanging = new ArrayList<>();
    private Optional<Round> current = Optional.empty();

    /** How a round ended. */
    sealed interface Ending {
        /** With a look. */
        record Looked(Seen seen, Duration took) implements Ending {}

        /** It has not ended in time. */
        record Late(Duration waited) implements Ending {}

        /** It failed, which is an error of this program, or a lack of memory or threads. */
        record Broken(String why) implements Ending {}
    }

    /** A session, and the look that is taken in it. */
    private record Round(Eyes eyes, CompletableFuture<Ending> ending, Deadline begun) {
        boolean isOut() {
            return !ending.isDone();
        }

        Ending now() {
            return ending.getNow(new Ending.Late(begun.waited()));
        }

        boolean isOfUse() {
            return now() instanceof Ending.Looked;
        }
    }

    /** @param open opens a session */
    Rounds(Host host, Supplier<Eyes> open) {
        this.host = host;
        this.open = open;
    }

    /**
     * Takes a look, and waits for it no longer than this. While one that was late is out, it is waited for instead.
     */
    Ending take(Duration limit, Extent extent) throws InterruptedException {
        hanging.removeIf(Rounds::isBack);
        var before = current;
        if (before.filter(Round::isOut).isPresent()) {
            var late = before.get();
            boolean lost = late.begun().waited().toMillis() >= limit.toMillis() * GIVEN_UP;
            if (!lost || hanging.size() + 1 >= MOST) {
                return await(late, limit);
            }
            hanging.add(late);
            before = Optional.empty();
        }
        before.filter(round -> !round.isOfUse()).ifPresent(round -> round.eyes().close());
        var round = begin(before.filter(Round::isOfUse).map(Round::eyes).orElseGet(open), extent);
        current = Optional.of(round);
        return await(round, limit);
    }

    private Ending await(Round round, Duration limit) throws InterruptedException {
        host.ticker().await(round.ending(), limit);
        return round.now();
    }

    private Round begin(Eyes eyes, Extent extent) {
        var ending = new CompletableFuture<Ending>();
        var begun = host.deadline(Duration.ZERO);
        try {
            host.ticker().start("round", () -> ending.complete(look(eyes, extent, begun)));
        } catch (OutOfMemoryError e) { // thrown by start(): the pids limit of our cgroup or the user is reached
            ending.complete(new Ending.Broken("no thread to look in: " + e.getMessage()));
        }
        return new Round(eyes, ending, begun);
    }

    private static Ending look(Eyes eyes, Extent extent, Deadline begun) {
        try {
            var seen = eyes.look(extent);
            return new Ending.Looked(seen, begun.waited());
        } catch (Throwable broken) { // also an Error: nobody else would report it
            return new Ending.Broken(String.valueOf(broken));
        }
    }

    /** Closes the session of a look that has come back too late. */
    private static boolean isBack(Round round) {
        if (!round.isOut()) {
            round.eyes().close();
        }
        return !round.isOut();
    }

    /** The session needs no more than the next look does, which is no whole one. */
    void rest() {
        current.filter(Round::isOfUse).ifPresent(round -> round.eyes().rest());
    }

    /** How many looks are out. */
    int out() {
        return hanging.size() + (int) current.stream().filter(Round::isOut).count();
    }

    /** Lets go of all sessions; never waits. */
    void close() {
        hanging.forEach(round -> round.eyes().close());
        current.ifPresent(round -> round.eyes().close());
    }
}
