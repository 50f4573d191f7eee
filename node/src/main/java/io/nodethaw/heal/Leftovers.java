package io.nodethaw.heal;

import io.nodethaw.collect.NotAskedException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Ends the runtime operations that wait for replies which were lost with the old systemd, when they do not end by themselves. */
final class Leftovers {
    private static final Duration BETWEEN = Duration.ofMillis(200);

    /** After SIGKILL; a process that is in the kernel takes a moment. */
    private static final Duration DEATH = Duration.ofSeconds(2);

    /** systemd answered before; it is asked once more right before anything is ended. */
    private static final Duration ANSWER = Duration.ofSeconds(3);

    private final Node node;
    private final Ledger ledger;
    private final Protocol protocol;

    Leftovers(Node node, Ledger ledger, Protocol protocol) {
        this.node = node;
        this.ledger = ledger;
        this.protocol = protocol;
    }

    /** Ends them; true when time has passed since the last look. */
    boolean end(Supplier<Case> look) throws IOException {
        var cure = ledger.cure().orElseThrow();
        var waiting = cure.waiting();
        if (living(waiting).isEmpty()) {
            return false;
        }
        awaitEnd(waiting, Proving.GRACE);
        var living = living(waiting);
        protocol.add((waiting.size() - living.size()) + " of " + waiting.size()
                + " runtime operations that waited have ended by themselves");
        if (!living.isEmpty() && !node.awaitSystemd(ANSWER)) {
            protocol.add("systemd does not answer any more: nobody is ended");
        } else if (!living.isEmpty()) {
            endThose(living, cure, look.get());
        }
        return true;
    }

    private void endThose(List<Target> living, Cure cure, Case fresh) throws IOException {
        for (var target : living) {
            if (!Choice.isLeft(fresh.verdict(), target.vertex())) {
                protocol.add(target.name() + " is at work again and is left alone");
            } else if (cure.ended(target)) {
                protocol.add(target.name() + " was sent SIGKILL before and still lives; not sent twice");
            } else {
                end(target, fresh);
            }
        }
    }

    private void end(Target target, Case now) throws IOException {
        var begun = new Step(Step.Kind.END_PROCESS, target, now.sinceBoot(), Step.State.BEGUN, "");
        ledger.begin(ledger.cure().orElseThrow().with(begun));
        protocol.add("doing: SIGKILL to " + target.name());
        try {
            node.end(target.vertex());
            awaitEnd(List.of(target), DEATH);
            ledger.ended(
                    Step.State.DONE,
                    node.lives(target.vertex())
                            ? target.name() + " has not ended " + DEATH.toSeconds() + " s after SIGKILL"
                            : target.name() + " has ended");
        } catch (NotAskedException e) {
            ledger.ended(Step.State.DONE, target.name() + " ended by itself");
        } catch (IOException e) {
            ledger.ended(Step.State.NOT_DONE, "not done: " + e.getMessage());
        }
    }

    private void awaitEnd(List<Target> targets, Duration limit) {
        for (long i = limit.dividedBy(BETWEEN); i > 0 && !living(targets).isEmpty(); i--) {
            node.pause(BETWEEN);
        }
    }

    private List<Target> living(List<Target> targets) {
        return targets.stream().filter(target -> node.lives(target.vertex())).toList();
    }
}
