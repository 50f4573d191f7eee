package io.nodethaw.heal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.ScriptedTime;
import io.nodethaw.collect.SilentException;
import io.nodethaw.evidence.CanarySteps;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.Reading;
import io.nodethaw.remedy.Canary;
import io.nodethaw.remedy.NodeAccess;
import io.nodethaw.remedy.RefusedStartException;
import io.nodethaw.remedy.Trial;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CanaryRunTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    private Path run;

    private final ScriptedTime time = new ScriptedTime();
    private final List<String> said = new ArrayList<>();
    private Duration lookedAfter = Duration.ZERO;
    private Evidence lookedAt = new Evidence.Builder(time.instant()).build();

    /** A start that takes this long, and no longer than its limit. */
    private record Slow(Duration takes, ScriptedTime time) implements Canary {
        @Override
        public String name() {
            return "a start that takes " + takes.toSeconds() + " s";
        }

        @Override
        public Duration limit() {
            return LIMIT;
        }

        @Override
        public Optional<String> removal(String trial) {
            return Optional.of("rm " + trial);
        }

        @Override
        public String start(NodeAccess access, Trial trial) throws IOException {
            trial.step("create", _ -> "done");
            trial.run(() -> trial.step("start", this::pause), () -> takes.compareTo(LIMIT) < 0, "rm " + trial.name());
            return "started";
        }

        private String pause(Deadline limit) throws IOException {
            boolean ends = takes.compareTo(limit.left()) < 0;
            try {
                time.pause(ends ? takes : limit.left());
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            if (!ends) {
                throw new SilentException("reply", LIMIT);
            }
            return "done";
        }
    }

    /** A start that fails these many times. */
    private record Failing(AtomicInteger left, IOException why) implements Canary {
        @Override
        public String name() {
            return "a start that fails";
        }

        @Override
        public Duration limit() {
            return LIMIT;
        }

        @Override
        public Optional<String> removal(String trial) {
            return Optional.empty();
        }

        @Override
        public String start(NodeAccess access, Trial trial) throws IOException {
            return trial.step("start", _ -> {
                if (left.getAndDecrement() > 0) {
                    throw why;
                }
                return "started";
            });
        }
    }

    private static Failing failing(int times, IOException why) {
        return new Failing(new AtomicInteger(times), why);
    }

    private List<CanarySteps> steps(Evidence evidence, Canary canary) {
        return evidence.samples(CanarySteps.TYPE, canary.name()).stream()
                .flatMap(sample -> sample.reading().seen().stream())
                .toList();
    }

    private Evidence around(Canary... canaries) {
        var access = new NodeAccess(time.host(), 0, List.of(), () -> {
            throw new IllegalStateException("no reader child in this test");
        });
        return new CanaryRun(access, List.of(canaries), new Records(run.resolve("heal")))
                .around(
                        known -> {
                            lookedAfter = time.passed();
                            var builder = new Evidence.Builder(time.instant());
                            known.accept(builder);
                            lookedAt = builder.build();
                            return lookedAt;
                        },
                        said::add);
    }

    private Canary slow(int seconds) {
        return new Slow(Duration.ofSeconds(seconds), time);
    }

    private Reading<Canary.Started> reading(Evidence evidence, Canary canary) {
        return evidence.reading(Canary.Started.TYPE, canary.name());
    }

    @Test
    void lookIsTakenOnceAllHaveStarted() {
        var evidence = around(slow(1), slow(2));
        assertThat(lookedAfter).isEqualTo(Duration.ofSeconds(2));
        assertThat(reading(evidence, slow(1)).seen()).contains(new Canary.Started("started"));
        assertThat(said).isEmpty();
    }

    @Test
    void lookIsTakenWhileOneHangs() {
        var evidence = around(slow(1), slow(12));
        assertThat(lookedAfter).isEqualTo(Duration.ofSeconds(10));
        assertThat(lookedAt.reading(Canary.Started.TYPE, slow(12).name()).isSilent())
                .isTrue();
        assertThat(reading(evidence, slow(12)).seen())
                .as("a late answer counts when it comes")
                .isPresent();
        assertThat(time.passed()).as("it is removed when it comes back").isEqualTo(Duration.ofSeconds(12));
        assertThat(said).isEmpty();
    }

    @Test
    void stepThatHangsIsNamed() {
        var evidence = around(slow(12));
        assertThat(lookedAt.reading(Canary.Started.TYPE, slow(12).name()))
                .isInstanceOfSatisfying(
                        Reading.Silent.class,
                        silent -> assertThat(silent.stage()).isEqualTo("start"));
        assertThat(steps(lookedAt, slow(12)))
                .singleElement()
                .extracting(CanarySteps::told)
                .isEqualTo("create 0 ms, start 10000 ms");
        assertThat(steps(evidence, slow(12)))
                .last()
                .extracting(CanarySteps::told)
                .isEqualTo("create 0 ms, start 12000 ms");
    }

    @Test
    void startThatFailsIsTriedOnceMore() {
        var canary = failing(9, new RefusedStartException("exit status 1"));
        around(canary);
        assertThat(steps(lookedAt, canary))
                .hasSize(2)
                .allMatch(steps -> steps.refused().isPresent());
        assertThat(reading(lookedAt, canary)).isEqualTo(new Reading.Failed<>("exit status 1"));
    }

    @Test
    void startThatFailedOnceAndThenWorksHasStarted() {
        var canary = failing(1, new RefusedStartException("exit status 1"));
        assertThat(reading(around(canary), canary).seen()).isPresent();
    }

    @Test
    void whatMayBeLeftBehindIsSaid() {
        around(slow(40));
        assertThat(said)
                .singleElement()
                .asString()
                .startsWith("a start that takes 40 s may be left behind; remove it by hand: rm nodethaw-canary-");
    }

    @Test
    void nothingIsStartedWhileAnotherRunIsAtWork() throws IOException {
        try (var _ = new Records(run.resolve("heal")).lock().orElseThrow()) {
            var evidence = around(slow(1));
            assertThat(reading(evidence, slow(1)).wasPut()).isFalse();
            assertThat(time.passed()).isZero();
        }
    }

    @Test
    void lookThatBreaksLeavesNothingBehindUnsaid() {
        var access = new NodeAccess(time.host(), 0, List.of(), () -> {
            throw new IllegalStateException("no reader child in this test");
        });
        var run = new CanaryRun(access, List.of(slow(40), slow(41)), new Records(this.run.resolve("heal")));
        assertThatThrownBy(() -> run.around(
                        _ -> {
                            throw new IllegalStateException("broken look");
                        },
                        said::add))
                .hasMessage("broken look");
        assertThat(said).hasSize(2);
        assertThat(time.passed()).as("one limit for all").isLessThan(Duration.ofSeconds(32));
    }
}
