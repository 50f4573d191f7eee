package io.nodethaw.heal;

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
    private final Protocol protocol;
    private final Steps steps;

    /** What a step does; returns how it went. */
    @FunctionalInterface
    interface Doing {
        String run() throws IOException;
    }

    /** Does a step with its record around it. */
    @FunctionalInterface
    interface Steps {
        void run(Target target, Doing doing) throws IOException;
    }

    Leftovers(Node node, Protocol protocol, Steps steps) {
        this.node = node;
        this.protocol = protocol;
        this.steps = steps;
    }

    /** True when something was ended. */
    boolean end(Cure cure, Supplier<Case> look) throws IOException {
        if (living(cure.waiting()).isEmpty()) {
            return false;
        }
        awaitEnd(cure.waiting(), Proving.GRACE);
        var living = living(cure.waiting());
        protocol.add((cure.waiting().size() - living.size()) + " of "
                + cure.waiting().size() + " runtime operations that waited have ended by themselves");
        if (living.isEmpty()) {
            return true;
        }
        if (!node.awaitSystemd(ANSWER)) {
            protocol.add("systemd does not answer any more: nobody is ended");
            return true;
        }
        var fresh = look.get();
        for (var target : living) {
            if (!Choice.isLeft(fresh.verdict(), target.vertex())) {
                protocol.add(target.name() + " is at work again and is left alone");
            } else if (cure.ended(target)) {
                protocol.add(target.name() + " was sent SIGKILL before and still lives; not sent twice");
            } else {
                steps.run(target, () -> kill(target));
            }
        }
        return true;
    }

    private String kill(Target target) throws IOException {
        node.end(target.vertex());
        awaitEnd(List.of(target), DEATH);
        return node.lives(target.vertex())
                ? target.name() + " has not ended " + DEATH.toSeconds() + " s after SIGKILL"
                : target.name() + " has ended";
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
