package io.nodethaw.agent;

import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Host;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The rounds of the resident agent: it looks, has each condition take in what the look says, tells its followers, and waits. While
 * something is about to change what is published, it looks sooner.
 */
final class Agent {
    /** The least time between two looks: they would be a load of their own. */
    private static final Duration LEAST = Duration.ofSeconds(2);

    /** After a look, what it had compiled is still being compiled for a moment: what that needs would be let go too early. */
    private static final Duration SETTLED = Duration.ofSeconds(1);

    /** A look that takes longer than this many limits of a probe is late: the longest one waits for three seconds more (look/Look). */
    private static final int LATE = 20;

    /** Time from one look that reads all to the next, while nothing is the matter, or the same as is published. */
    private static final Duration WHOLE = Duration.ofMinutes(2);

    /** This program was starved when it slept for so much longer than it wanted to. */
    private static final Duration STARVED = Duration.ofSeconds(2);

    private final Host host;
    private final LiveSettings settings;
    private final Rounds rounds;
    private final List<Follower> followers;
    private final Pace pace;
    private final Deadline begun;
    private final Map<Kind, Condition> conditions = new LinkedHashMap<>();
    private Duration whole = Duration.ZERO;
    private boolean wasWhole;
    private Duration overslept = Duration.ZERO;
    private Duration late = Duration.ZERO;

    /**
     * An agent that has not looked yet.
     *
     * @param open opens a session
     * @param pace the time between looks while all is well
     * @param before what an agent before this one has published a moment ago
     */
    Agent(
            Host host,
            LiveSettings settings,
            Supplier<Eyes> open,
            List<Follower> followers,
            Pace pace,
            List<Published> before) {
        this.host = host;
        this.pace = pace;
        this.settings = settings;
        this.rounds = new Rounds(host, open);
        this.followers = List.copyOf(followers);
        this.begun = host.deadline(Duration.ZERO);
        var wall = host.clock().instant();
        Arrays.stream(Kind.values())
                .forEach(kind -> conditions.put(
                        kind,
                        new Condition(
                                kind.type(),
                                kind.quiet(),
                                kind.general(),
                                settings.now().hold(),
                                begun.waited(),
                                wall)));
        before.forEach(one -> conditions.forEach((kind, condition) -> {
            if (kind.type().equals(one.type())) {
                condition.resume(one);
            }
        }));
    }

    /** Looks until it is stopped. */
    void run(BooleanSupplier stopped) throws InterruptedException {
        try {
            while (!stopped.getAsBoolean()) {
                var every = settings.now().every();
                boolean calm = isCalm();
                var between = calm ? pace.between(every) : every;
                var round = host.deadline(between);
                take();
                late = calm ? between.minus(every) : late;
                pace.looked();
                rest(round);
            }
        } finally {
            rounds.close();
        }
    }

    /** A look that takes longer is late. */
    static Duration longest(Settings settings) {
        return Duration.ofMillis(settings.limit().toMillis() * LATE); // multipliedBy loads all of BigDecimal
    }

    /**
     * What daemons are at work on is read every few minutes while all is well: it is overdue after two (decision 28), and to
     * read it takes a child as large as the agent. Once anything is the matter, each look reads all, until what is published is what
     * they tell: from then on most looks only see whether it is still so.
     */
    private Extent extent() {
        var since = begun.waited().minus(whole);
        if (since.compareTo(WHOLE) >= 0) {
            return Extent.WHOLE;
        }
        return isCalm() ? Extent.LIGHT : isSettled() ? Extent.STILL : Extent.WHOLE;
    }

    /** True while the node is known to be sick, and no look is awaited that would change what is published. */
    private boolean isSettled() {
        return conditions.values().stream()
                        .anyMatch(condition -> condition.published().status() == Status.TRUE)
                && conditions.values().stream()
                        .allMatch(condition -> condition.published().status() != Status.UNKNOWN
                                && condition.due(begun.waited()).isEmpty());
    }

    private boolean isCalm() {
        return conditions.values().stream()
                .allMatch(condition -> condition.published().status() == Status.FALSE
                        && condition.due(begun.waited()).isEmpty());
    }

    private void take() throws InterruptedException {
        var extent = extent();
        var ending = rounds.take(longest(settings.now()), extent);
        var hold = settings.now().hold();
        conditions.values().forEach(condition -> condition.hold(hold, late));
        wasWhole = isWhole(extent, ending);
        whole = wasWhole ? begun.waited() : whole;
        conditions.forEach((kind, condition) -> see(condition, sight(kind, ending), ending));
        var published = published();
        followers.forEach(follower -> follower.round(ending, published));
    }

    /** A short look that shows anything new becomes a whole one. */
    private static boolean isWhole(Extent extent, Rounds.Ending ending) {
        return switch (extent) {
            case LIGHT -> false;
            case WHOLE -> true;
            case STILL -> !(ending instanceof Rounds.Ending.Looked(var seen, var _) && seen.again());
        };
    }

    private void see(Condition condition, Sight sight, Rounds.Ending ending) {
        var before = condition.published();
        condition
                .see(begun.waited(), host.clock().instant(), sight)
                .ifPresent(now -> followers.forEach(follower -> follower.changed(before, now, ending)));
    }

    /** What a round says. Who gets no processor accuses nobody, but may well see that all are well. */
    private Sight sight(Kind kind, Rounds.Ending ending) {
        var sight = switch (ending) {
            case Rounds.Ending.Looked(var seen, var _) -> kind.sight(seen);
            case Rounds.Ending.Late(var waited) ->
                new Sight.Untold("a look has not ended for " + waited.toSeconds() + " s");
            case Rounds.Ending.Broken(var why) -> new Sight.Untold("a look failed: " + why);
        };
        return sight instanceof Sight.Sick && overslept.compareTo(STARVED) > 0
                ? new Sight.Untold("this program got no processor for " + overslept.toSeconds() + " s")
                : sight;
    }

    private void rest(Deadline round) throws InterruptedException {
        var time = pause(round.left());
        var asleep = host.deadline(time);
        if (isCalm() || isSettled() && wasWhole) { // a short look needs less of a child than a whole one, and keeps it
            host.ticker().pause(SETTLED);
            rounds.rest();
        }
        host.ticker().pause(asleep.left());
        overslept = asleep.waited().minus(time);
    }

    /** The time until the next look: the usual one, or less where it may change what is published. */
    private Duration pause(Duration usual) {
        var due = conditions.values().stream()
                .flatMap(condition -> condition.due(begun.waited()).stream())
                .reduce((one, other) -> one.compareTo(other) < 0 ? one : other);
        var next = due.filter(sooner -> sooner.compareTo(usual) < 0).orElse(usual);
        return next.compareTo(LEAST) < 0 ? LEAST : next;
    }

    /** The conditions as they are published now. */
    List<Published> published() {
        var all = new ArrayList<Published>();
        conditions.values().forEach(condition -> all.add(condition.published()));
        return List.copyOf(all);
    }
}
