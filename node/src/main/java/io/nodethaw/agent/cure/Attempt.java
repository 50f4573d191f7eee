package io.nodethaw.agent.cure;

import io.nodethaw.agent.cluster.Courier;
import io.nodethaw.agent.cure.Breaker.Next;
import io.nodethaw.agent.cure.Decision.Why;
import io.nodethaw.collect.Host;
import io.nodethaw.evidence.Evidence;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * One attempt to cure: it decides, asks the cluster, decides again, takes a slot, has the node healed, gives the slot back. Blocks until
 * that is over, so it is called beside the rounds.
 */
public final class Attempt {
    /** Somebody who was faster in so many tries has the slot. */
    private static final int TRIES = 4;

    private final Host host;
    private final Optional<Slots> slots;
    private final String node;
    private final Healer healer;
    private final Consumer<Told> tells;

    /**
     * The cluster in which others may be at work.
     *
     * @param node the name of this node in it
     * @param account true where we are there by a service account
     */
    public record Cluster(Courier courier, String node, boolean account) {}

    /**
     * What attempts are made with.
     *
     * @param cluster empty where none is named
     * @param tells gets what is begun, and what came of it, as it comes
     */
    public Attempt(Host host, Optional<Cluster> cluster, Healer healer, Consumer<Told> tells) {
        this.host = host;
        this.slots = cluster.map(there -> new Slots(there.courier(), there.node(), there.account()));
        this.node = cluster.map(Cluster::node).orElse("");
        this.healer = healer;
        this.tells = tells;
    }

    /**
     * Tries it.
     *
     * @param evidence of the look that the need is seen in
     */
    public Ended run(Policy policy, Need need, Evidence evidence) {
        return switch (Premises.decide(
                policy, need, cures(evidence), host.clock().instant())) {
            case Decision.Wait _ -> new Ended.NotYet();
            case Decision.Withhold withheld -> withheld(need, withheld);
            case Decision.Go _ -> slots.isPresent() ? among(policy, need, slots.get()) : alone(policy, need);
        };
    }

    private OptionalInt cures(Evidence evidence) {
        try {
            return OptionalInt.of(healer.cures(evidence));
        } catch (IOException e) {
            return OptionalInt.empty();
        }
    }

    private Ended alone(Policy policy, Need need) {
        var asked = new Asked.Alone("no cluster is named that could be asked who else is at work", false);
        return switch (Breaker.decide(policy, need.code(), node, asked)) {
            case Next.Alone(var why) -> heal(need, why);
            case Next.No(var withheld) -> withheld(need, withheld);
            case Next.Take _, Next.Pause _ -> throw new IllegalStateException("there is no cluster");
        };
    }

    private Ended among(Policy policy, Need need, Slots there) {
        for (int tries = 0; tries < TRIES; tries++) {
            var asked = there.ask(policy, need.code());
            switch (Breaker.decide(policy, need.code(), node, asked)) {
                case Next.No(var withheld) -> {
                    return withheld(need, withheld);
                }
                case Next.Alone(var why) -> {
                    return heal(need, why);
                }
                case Next.Pause pause -> {
                    there.pause(policy, need.code(), pause, ((Asked.There) asked).now());
                    return withheld(need, new Decision.Withhold(Why.PAUSED, pause.text()));
                }
                case Next.Take take -> {
                    var held = there.take(policy, need.code(), take, ((Asked.There) asked).now());
                    if (held.isPresent()) {
                        return heal(policy, need, there, held.get());
                    }
                }
            }
        }
        return withheld(need, new Decision.Withhold(Why.NO_SLOT, "others were faster"));
    }

    private Ended heal(Policy policy, Need need, Slots there, Slots.Held held) {
        var since = host.deadline(Duration.ZERO);
        try {
            return heal(need, "slot " + (held.slot() + 1));
        } finally {
            there.give(policy, held, held.lease().renewed().plus(since.waited()));
        }
    }

    private Ended heal(Need need, String how) {
        tells.accept(told(
                need,
                "CureBegun",
                (need.begun() ? "finishes the cure for " : "begins to cure ") + need.code() + " (" + how + ")",
                false,
                ""));
        var outcome = healer.heal(need.code());
        tells.accept(told(
                need,
                outcome.ending().reason(),
                outcome.what() + (outcome.cure().isEmpty() ? "" : " (" + outcome.cure() + ")"),
                !outcome.isWell(),
                outcome.ending().word()));
        return new Ended.Done();
    }

    private Ended withheld(Need need, Decision.Withhold withheld) {
        return new Ended.Withheld(
                told(need, withheld.why().word(), need.code() + " is not cured: " + withheld.text(), true, ""));
    }

    private Told told(Need need, String reason, String message, boolean warning, String outcome) {
        return new Told(
                reason, need.code(), message, warning, outcome, host.clock().instant());
    }
}
