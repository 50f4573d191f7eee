package io.nodethaw.agent.cure;

import io.nodethaw.agent.cluster.Caller;
import io.nodethaw.collect.Host;
import io.nodethaw.evidence.Evidence;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * {@code java ... io.nodethaw.agent.cure.Storm KUBECONFIG NODES SLOTS SECONDS [SAFE]}: as many agents as there are nodes, called storm-0
 * and so on, find the same at the same time and may cure it; a cure is a pause of so many seconds. Used by lab/storm. Prints how many were at work at the same
 * time at most, how many have cured, and the reasons of those that have not.
 */
final class Storm {
    private static final String CODE = "systemd.deaf-on-bus";
    private static final long SECOND = 1000;

    private final AtomicInteger working = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger cures = new AtomicInteger();
    private final List<String> reasons = Collections.synchronizedList(new ArrayList<>());

    private final class Sleeper implements Healer {
        private final long seconds;

        Sleeper(long seconds) {
            this.seconds = seconds;
        }

        @Override
        public Outcome heal(String code) {
            most.accumulateAndGet(working.incrementAndGet(), Math::max);
            cures.incrementAndGet();
            try {
                Thread.sleep(seconds * SECOND);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            working.decrementAndGet();
            return new Outcome(Outcome.Ending.HEALED, "it is cured", "systemd.reexecute");
        }

        @Override
        public int cures(Evidence now) {
            return 0;
        }
    }

    private void agent(String node, Caller caller, Policy policy, long seconds) {
        var attempt = new Attempt(
                new Host(Path.of("/none"), InstantSource.system()),
                Optional.of(new Attempt.Cluster(caller, node, true)),
                new Sleeper(seconds),
                _ -> {});
        var evidence = new Evidence.Builder(Instant.EPOCH).build();
        var ended = attempt.run(policy, new Need(CODE, Duration.ofMinutes(1), false), evidence);
        reasons.add(ended instanceof Ended.Withheld(var told) ? told.reason() : "Done");
    }

    public static void main(String[] args) throws InterruptedException {
        var storm = new Storm();
        var policy = new Policy(
                Set.of(CODE),
                args.length > 4 ? Set.of(CODE) : Set.of(),
                Duration.ofSeconds(1),
                2,
                List.of(),
                "nodethaw.io/no-cure",
                new Policy.Slots(Integer.parseInt(args[2]), 0, "kube-system", Duration.ofHours(1)),
                Optional.empty());
        var caller = new Caller(Path.of(args[0]));
        var agents = new ArrayList<Thread>();
        for (int number = 0; number < Integer.parseInt(args[1]); number++) {
            var node = "storm-" + number;
            agents.add(Thread.ofPlatform().start(() -> storm.agent(node, caller, policy, Long.parseLong(args[3]))));
        }
        for (var agent : agents) {
            agent.join();
        }
        var counts = new TreeMap<String, Integer>();
        storm.reasons.forEach(reason -> counts.merge(reason, 1, Integer::sum));
        System.out.println("at work " + storm.most + ", cured " + storm.cures + ", " + counts);
    }
}
