package io.nodethaw.agent;

import io.nodethaw.agent.cure.Attempt;
import io.nodethaw.agent.cure.Ended;
import io.nodethaw.agent.cure.Need;
import io.nodethaw.agent.cure.Policy;
import io.nodethaw.agent.cure.Told;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Host;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.OpenCures;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Sees what could be cured, and has it tried beside the rounds, one at a time. A decision not to act is told once, and again when its
 * reason changes.
 */
final class Curing implements Follower {
    /** From one decision not to act to the next; longer each time, since each may ask the API server. */
    private static final Duration RETRY = Duration.ofSeconds(30);

    /** From one cure to the next, and the longest time between two decisions. */
    private static final Duration AGAIN = Duration.ofMinutes(5);

    /** A cure that somebody is at is left alone; one that nobody has finished for so long was left behind. */
    private static final Duration LEFT_BEHIND = Duration.ofMinutes(1);

    private final Host host;
    private final Supplier<Policy> policy;
    private final Attempt attempt;
    private final Consumer<Told> tells;
    private final Beside curing;
    private String episode = "";
    private String lastReason = "";
    private Deadline since;
    private Deadline next;
    private Duration retry = RETRY;
    private boolean busy;

    /** @param tells gets decisions not to act; the attempt itself tells the rest */
    Curing(Host host, Supplier<Policy> policy, Attempt attempt, Consumer<Told> tells) {
        this.host = host;
        this.policy = policy;
        this.attempt = attempt;
        this.tells = tells;
        this.curing = new Beside(host, "cure", 1);
        this.since = host.deadline(Duration.ZERO);
        this.next = host.deadline(Duration.ZERO);
    }

    @Override
    public synchronized void round(Rounds.Ending ending, List<Published> conditions) {
        var now = policy.get();
        if (!now.isOn() || !(ending instanceof Rounds.Ending.Looked(var seen, var _))) {
            return;
        }
        var need = need(now, conditions, seen.evidence());
        var key = need.map(one -> one.code() + one.begun()).orElse("");
        if (!key.equals(episode)) {
            episode = key;
            lastReason = "";
            retry = RETRY;
            since = host.deadline(Duration.ZERO);
        }
        if (need.isPresent() && !busy && next.passed()) {
            var held = since.waited();
            var least = need.get().begun() ? LEFT_BEHIND : now.hold();
            if (held.compareTo(least) >= 0) {
                busy = true;
                var full = new Need(need.get().code(), held, need.get().begun());
                curing.give(() -> attempt(now, full, seen.evidence()));
            }
        }
    }

    /** What holds and may be cured comes first, then what else holds, then a cure that was left behind. */
    private static Optional<Need> need(Policy policy, List<Published> conditions, Evidence evidence) {
        var codes = conditions.stream()
                .filter(one -> one.status() == Status.TRUE && !one.code().isEmpty())
                .map(Published::code)
                .toList();
        return codes.stream()
                .filter(policy.codes()::contains)
                .findFirst()
                .or(() -> codes.stream().findFirst())
                .map(code -> new Need(code, Duration.ZERO, false))
                .or(() -> leftBehind(policy, evidence).map(code -> new Need(code, Duration.ZERO, true)));
    }

    private static Optional<String> leftBehind(Policy policy, Evidence evidence) {
        return evidence.seen(OpenCures.TYPE).stream()
                .flatMap(open -> open.cures().stream())
                .filter(cure -> cure.end().isEmpty())
                .map(OpenCures.OpenCure::code)
                .filter(policy.codes()::contains)
                .findFirst();
    }

    private void attempt(Policy now, Need need, Evidence evidence) {
        var pause = Duration.ZERO;
        try {
            pause = switch (attempt.run(now, need, evidence)) {
                case Ended.NotYet _ -> Duration.ZERO;
                case Ended.Withheld(var told) -> withheld(told);
                case Ended.Done _ -> AGAIN;
            };
        } finally {
            synchronized (this) {
                busy = false;
                next = host.deadline(pause);
            }
        }
    }

    private synchronized Duration withheld(Told told) {
        if (!told.reason().equals(lastReason)) {
            lastReason = told.reason();
            tells.accept(told);
        }
        var pause = retry;
        var longer = retry.plus(retry);
        retry = longer.compareTo(AGAIN) < 0 ? longer : AGAIN;
        return pause;
    }
}
