package io.nodethaw.agent.cure;

import io.nodethaw.agent.cure.Decision.Why;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The breaker of storms: at most so many nodes are treated at the same time, and where the same code is on more nodes than that, nobody
 * else is, because then the cause is none of one node, or the finding is wrong. Pure.
 */
final class Breaker {
    /** A slot that was given back counts for its code so long: what is on many nodes seldom comes to all of them in one moment. */
    static final Duration LATELY = Duration.ofMinutes(10);

    private Breaker() {}

    /** What to do about the cluster. */
    sealed interface Next {
        /** Not to be done. */
        record No(Decision.Withhold why) implements Next {}

        /** Takes no slot: it is safe, and nobody can be asked. */
        record Alone(String why) implements Next {}

        /** Takes this slot, which may be lost to somebody faster. */
        record Take(int slot, Optional<Lease> before) implements Next {}

        /** The code is on more nodes than there are slots: nobody treats it for a while. */
        record Pause(Optional<Lease> before, String text) implements Next {}
    }

    /** Decides by what the cluster says. */
    static Next decide(Policy policy, String code, String node, Asked asked) {
        return switch (asked) {
            case Asked.Alone(var why, var forbids) -> alone(policy, code, why, forbids);
            case Asked.There there -> there(policy, code, node, there);
        };
    }

    private static Next alone(Policy policy, String code, String why, boolean forbids) {
        if (forbids) {
            return forbidden(policy);
        }
        return policy.safe().contains(code)
                ? new Next.Alone(why)
                : no(Why.ONLY_SAFE, why + ", and the policy does not call it safe without that");
    }

    private static Next forbidden(Policy policy) {
        return no(Why.FORBIDDEN, "the annotation " + policy.forbiddenBy() + " of the Node forbids it");
    }

    private static Next there(Policy policy, String code, String node, Asked.There there) {
        var now = there.now();
        if (there.forbids()) {
            return forbidden(policy);
        }
        var ours = first(
                there.slots(),
                slot -> slot.filter(lease -> lease.isHeld(now) && lease.holder().equals(node))
                        .isPresent());
        if (ours >= 0) { // of an agent before this one, which was ended at its work
            return new Next.Take(ours, there.slots().get(ours));
        }
        var paused = there.pause().filter(lease -> lease.isFresh(now));
        if (paused.isPresent()) {
            return no(Why.PAUSED, "it was seen on too many nodes; nobody treats it until " + end(paused.get()));
        }
        var others = new TreeSet<String>();
        there.slots().stream()
                .flatMap(Optional::stream)
                .filter(lease -> lease.code().equals(code) && !lease.node().equals(node) && counts(lease, now))
                .forEach(lease -> others.add(lease.node()));
        if (others.size() >= there.slots().size()) {
            return new Next.Pause(
                    there.pause(),
                    "it is on more than " + there.slots().size() + " nodes: " + String.join(", ", others));
        }
        return free(there, code, now);
    }

    /** One that no node with the same code has had lately, where there is one: it is to be remembered. */
    private static Next free(Asked.There there, String code, Instant now) {
        int best = first(
                there.slots(),
                slot -> slot.filter(lease -> lease.isHeld(now) || lease.code().equals(code) && counts(lease, now))
                        .isEmpty());
        int any = best >= 0
                ? best
                : first(
                        there.slots(),
                        slot -> slot.filter(lease -> lease.isHeld(now)).isEmpty());
        return any >= 0
                ? new Next.Take(any, there.slots().get(any))
                : no(Why.NO_SLOT, there.slots().size() + " nodes are being treated, which is the most");
    }

    private static boolean counts(Lease lease, Instant now) {
        return lease.isHeld(now) || now.isBefore(lease.renewed().plus(LATELY));
    }

    private static String end(Lease pause) {
        return pause.renewed().plus(pause.lasts()).toString().replaceFirst("\\.\\d+", "");
    }

    private static Next no(Why why, String text) {
        return new Next.No(new Decision.Withhold(why, text));
    }

    private static int first(List<Optional<Lease>> slots, Predicate<Optional<Lease>> wanted) {
        for (int i = 0; i < slots.size(); i++) {
            if (wanted.test(slots.get(i))) {
                return i;
            }
        }
        return -1;
    }
}
