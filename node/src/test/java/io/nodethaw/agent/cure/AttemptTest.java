package io.nodethaw.agent.cure;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.collect.Host;
import io.nodethaw.evidence.Evidence;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AttemptTest {
    private static final Evidence EVIDENCE = new Evidence.Builder(Instant.EPOCH).build();
    private static final String DEAF = "systemd.deaf-on-bus";

    private final FakeCluster cluster = new FakeCluster();
    private final List<Told> told = Collections.synchronizedList(new ArrayList<>());
    private final List<String> healed = Collections.synchronizedList(new ArrayList<>());
    private Outcome outcome = new Outcome(Outcome.Ending.HEALED, "it is cured", "systemd.reexecute");

    private static Policy policy(int nodes, int percent, String... safe) {
        return new Policy(
                Set.of(DEAF, "shim.stopped"),
                Set.of(safe),
                Duration.ofSeconds(10),
                2,
                List.of(),
                "nodethaw.io/no-cure",
                new Policy.Slots(nodes, percent, "kube-system", Duration.ofHours(1)),
                Optional.empty());
    }

    private static Need need(String code) {
        return new Need(code, Duration.ofMinutes(1), false);
    }

    /** Heals in no time, unless the test says otherwise. */
    private class Quick implements Healer {
        @Override
        public Outcome heal(String code) {
            healed.add(code);
            return outcome;
        }

        @Override
        public int cures(Evidence now) throws IOException {
            return 0;
        }
    }

    private Attempt attempt(Optional<Attempt.Cluster> in, Healer healer) {
        return new Attempt(new Host(Path.of("/none"), () -> FakeCluster.BEGIN), in, healer, told::add);
    }

    private Ended run(String node, Policy policy, String code) {
        return attempt(Optional.of(new Attempt.Cluster(cluster, node, true)), new Quick())
                .run(policy, need(code), EVIDENCE);
    }

    private static String reason(Ended ended) {
        return ended instanceof Ended.Withheld(var why) ? why.reason() : ended.toString();
    }

    @Test
    void aCureTakesASlotAndGivesItBackAndAllIsTold() {
        assertThat(run("a", policy(2, 0), DEAF)).isEqualTo(new Ended.Done());
        assertThat(healed).containsExactly(DEAF);
        assertThat(told).extracting(Told::reason).containsExactly("CureBegun", "Cured");
        assertThat(told.getLast().outcome()).isEqualTo("healed");
        assertThat(told.getLast().message()).isEqualTo("it is cured (systemd.reexecute)");
        var slot = cluster.lease("nodethaw-cure-0");
        assertThat(slot.holder()).isEmpty();
        assertThat(slot.node()).isEqualTo("a");
        assertThat(slot.code()).isEqualTo(DEAF);
    }

    @Test
    void whatDidNotHelpIsAWarning() {
        outcome = new Outcome(Outcome.Ending.NOT_HEALED, "no canary started", "systemd.reexecute");
        assertThat(run("a", policy(1, 0), DEAF)).isEqualTo(new Ended.Done());
        assertThat(told.getLast().reason()).isEqualTo("CureNotProven");
        assertThat(told.getLast().warning()).isTrue();
        assertThat(cluster.lease("nodethaw-cure-0").holder()).isEmpty();
    }

    @Test
    void theAnnotationOfTheNodeForbidsAlsoWhatIsSafe() {
        cluster.annotations = "{\"nodethaw.io/no-cure\":\"\"}";
        assertThat(reason(run("a", policy(1, 0, DEAF), DEAF))).isEqualTo("CureForbidden");
        var kubelet = attempt(Optional.of(new Attempt.Cluster(cluster, "a", false)), new Quick());
        assertThat(reason(kubelet.run(policy(1, 0, DEAF), need(DEAF), EVIDENCE)))
                .isEqualTo("CureForbidden");
        cluster.annotations = "{\"nodethaw.io/no-cure\":\"false\"}";
        assertThat(run("a", policy(1, 0), DEAF)).isEqualTo(new Ended.Done());
        cluster.annotations = "null";
        cluster.passed = Duration.ofHours(1);
        assertThat(run("a", policy(1, 0), DEAF)).isEqualTo(new Ended.Done());
    }

    @Test
    void withoutTheApiServerOnlyWhatIsSafeIsCured() {
        for (int status : new int[] {0, 401, 403, 500, 503}) {
            cluster.instead = status;
            healed.clear();
            assertThat(reason(run("a", policy(1, 0), DEAF))).as("%d", status).isEqualTo("CureOnlySafe");
            assertThat(reason(run("a", policy(1, 0, "shim.stopped"), DEAF))).isEqualTo("CureOnlySafe");
            assertThat(healed).isEmpty();
            assertThat(run("a", policy(1, 0, DEAF), DEAF)).isEqualTo(new Ended.Done());
            assertThat(healed).containsExactly(DEAF);
        }
    }

    @Test
    void whereLeasesMayNotBeReadOnlyWhatIsSafeIsCured() {
        cluster.leasesInstead = 403;
        assertThat(reason(run("a", policy(1, 0), DEAF))).isEqualTo("CureOnlySafe");
        assertThat(run("a", policy(1, 0, DEAF), DEAF)).isEqualTo(new Ended.Done());
        cluster.leasesInstead = -1;
        cluster.tellsTime = false;
        assertThat(reason(run("a", policy(1, 0), DEAF))).isEqualTo("CureOnlySafe");
    }

    @Test
    void withKubeletsCredentialOrWithoutAClusterOnlyWhatIsSafeIsCured() {
        var kubelet = attempt(Optional.of(new Attempt.Cluster(cluster, "a", false)), new Quick());
        assertThat(reason(kubelet.run(policy(1, 0), need(DEAF), EVIDENCE))).isEqualTo("CureOnlySafe");
        assertThat(kubelet.run(policy(1, 0, DEAF), need(DEAF), EVIDENCE)).isEqualTo(new Ended.Done());
        assertThat(cluster.has("nodethaw-cure-0")).isFalse();
        var lonely = attempt(Optional.empty(), new Quick());
        assertThat(reason(lonely.run(policy(1, 0), need(DEAF), EVIDENCE))).isEqualTo("CureOnlySafe");
        assertThat(lonely.run(policy(1, 0, DEAF), need(DEAF), EVIDENCE)).isEqualTo(new Ended.Done());
    }

    @Test
    void anotherCodeWaitsForASlotAndPausesNothing() {
        var inner = new ArrayList<String>();
        var first = attempt(Optional.of(new Attempt.Cluster(cluster, "a", true)), new Quick() {
            @Override
            public Outcome heal(String code) {
                inner.add(reason(run("b", policy(1, 0), "shim.stopped")));
                return super.heal(code);
            }
        });
        assertThat(first.run(policy(1, 0), need(DEAF), EVIDENCE)).isEqualTo(new Ended.Done());
        assertThat(inner).containsExactly("CureNoSlot");
        assertThat(run("b", policy(1, 0), "shim.stopped")).isEqualTo(new Ended.Done());
    }

    @Test
    void aCodeThatComesToOneNodeAfterAnotherIsLeftAloneForAWhile() {
        assertThat(run("a", policy(2, 0), DEAF)).isEqualTo(new Ended.Done());
        assertThat(run("b", policy(2, 0), DEAF)).isEqualTo(new Ended.Done());
        assertThat(reason(run("c", policy(2, 0), DEAF))).isEqualTo("CurePaused");
        cluster.passed = Duration.ofMinutes(59);
        assertThat(reason(run("d", policy(2, 0), DEAF))).isEqualTo("CurePaused");
        assertThat(run("d", policy(2, 0), "shim.stopped")).isEqualTo(new Ended.Done());
        cluster.passed = Duration.ofMinutes(61);
        assertThat(run("d", policy(2, 0), DEAF)).isEqualTo(new Ended.Done());
    }

    @Test
    void theSameNodeIsNoStorm() {
        for (int times = 0; times < 5; times++) {
            assertThat(run("a", policy(1, 0), DEAF)).isEqualTo(new Ended.Done());
        }
    }

    @Test
    void aNodeThatDiedAtItsWorkBlocksItsSlotForAWhileAndItsNextAgentHasItAgain() {
        var dead = new Slots(cluster, "a", true);
        var fresh = new Breaker.Next.Take(0, Optional.empty());
        assertThat(dead.take(policy(1, 0), DEAF, fresh, FakeCluster.BEGIN)).isPresent();
        assertThat(dead.take(policy(1, 0), DEAF, fresh, FakeCluster.BEGIN)).isEmpty();
        assertThat(reason(run("b", policy(1, 0), "shim.stopped"))).isEqualTo("CureNoSlot");
        assertThat(run("a", policy(1, 0), DEAF)).isEqualTo(new Ended.Done());
        var again = new Breaker.Next.Take(0, Optional.of(cluster.lease("nodethaw-cure-0")));
        assertThat(dead.take(policy(1, 0), DEAF, again, FakeCluster.BEGIN)).isPresent();
        cluster.passed = Duration.ofMinutes(16);
        assertThat(run("b", policy(1, 0), "shim.stopped")).isEqualTo(new Ended.Done());
    }

    @Test
    void aShareOfTheClusterIsAtLeastOneNode() {
        assertThat(policy(0, 5).slots().count(10)).isEqualTo(1);
        assertThat(policy(0, 5).slots().count(100)).isEqualTo(5);
        assertThat(policy(0, 5).slots().count(10_000)).isEqualTo(Policy.Slots.MOST);
        assertThat(policy(3, 0).slots().count(10_000)).isEqualTo(3);
        cluster.nodes = 60;
        assertThat(run("a", policy(0, 5), DEAF)).isEqualTo(new Ended.Done());
        assertThat(told.getFirst().message()).contains("slot 1");
    }

    @Test
    void ofTwentyNodesAtOnceTwoAreTreatedAndThenNobody() throws InterruptedException {
        var atWork = new AtomicInteger();
        var most = new AtomicInteger();
        var begun = new CountDownLatch(2);
        var go = new CountDownLatch(1);
        var reasons = Collections.synchronizedList(new ArrayList<String>());
        var agents = new ArrayList<Thread>();
        for (int i = 0; i < 20; i++) {
            var node = "worker-" + i;
            var agent = attempt(Optional.of(new Attempt.Cluster(cluster, node, true)), new Quick() {
                @Override
                public Outcome heal(String code) {
                    most.accumulateAndGet(atWork.incrementAndGet(), Math::max);
                    begun.countDown();
                    try {
                        assertThat(go.await(20, TimeUnit.SECONDS)).isTrue();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    atWork.decrementAndGet();
                    return super.heal(code);
                }
            });
            agents.add(Thread.ofVirtual()
                    .start(() -> reasons.add(reason(agent.run(policy(2, 0), need(DEAF), EVIDENCE)))));
        }
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        for (int tries = 0; tries < 2000 && reasons.size() < 18; tries++) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        assertThat(reasons).hasSize(18).allMatch("CurePaused"::equals);
        go.countDown();
        for (var agent : agents) {
            agent.join();
        }
        assertThat(most.get()).isEqualTo(2);
        assertThat(healed).hasSize(2);
        assertThat(cluster.lease("nodethaw-pause-" + DEAF).code()).isEqualTo(DEAF);
        // and those that were left alone stay so while the pause lasts
        cluster.passed = Duration.ofMinutes(30);
        assertThat(reason(run("worker-7", policy(2, 0), DEAF))).isEqualTo("CurePaused");
        assertThat(healed).hasSize(2);
    }

    @Test
    void ofTwentyNodesWhoseApiServerIsGoneNoneIsTreatedButForWhatIsSafe() {
        cluster.instead = 0;
        for (int i = 0; i < 20; i++) {
            assertThat(reason(run("worker-" + i, policy(2, 0, "shim.stopped"), DEAF)))
                    .isEqualTo("CureOnlySafe");
        }
        assertThat(healed).isEmpty();
    }
}
