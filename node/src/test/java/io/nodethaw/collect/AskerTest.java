package io.nodethaw.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.Origin;
import io.nodethaw.evidence.Reading;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AskerTest {
    private static final FactType<String> WORD = new FactType<>("word", String.class);
    private static final FactType<String> OTHER = new FactType<>("other", String.class);
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(20);

    private final Asker asker = new Asker(new Host(Path.of("/nowhere"), InstantSource.fixed(NOW)));

    @Test
    void anAnswerIsSeenWithTheTimesOfTheClock() {
        var evidence = ask(LONG, new Probe<>(WORD, _ -> "hello"));

        var sample = evidence.latest(WORD, "").orElseThrow();
        assertThat(sample.reading()).isEqualTo(new Reading.Seen<>("hello"));
        assertThat(sample.origin()).isEqualTo(new Origin.Live(NOW, NOW));
    }

    @Test
    void exceptionsBecomeReadings() {
        var evidence = ask(
                LONG,
                new Probe<>(WORD, "silent", _ -> {
                    throw new SilentException("auth", Duration.ofMillis(7));
                }),
                new Probe<>(WORD, "none", _ -> {
                    throw new NotAskedException("no socket");
                }),
                new Probe<>(WORD, "broken", _ -> {
                    throw new EOFException("closed");
                }),
                new Probe<>(WORD, "bug", _ -> {
                    throw new IllegalStateException();
                }),
                new Probe<>(WORD, "error", _ -> {
                    throw new StackOverflowError();
                }));

        assertThat(evidence.reading(WORD, "silent")).isEqualTo(new Reading.Silent<>(Duration.ofMillis(7), "auth"));
        assertThat(evidence.reading(WORD, "none")).isEqualTo(new Reading.NotAsked<>("no socket"));
        assertThat(evidence.reading(WORD, "broken")).isEqualTo(new Reading.Failed<>("closed"));
        assertThat(evidence.reading(WORD, "bug"))
                .isEqualTo(new Reading.Failed<>("IllegalStateException: IllegalStateException"));
        assertThat(evidence.reading(WORD, "error"))
                .isEqualTo(new Reading.Failed<>("StackOverflowError: StackOverflowError"));
    }

    @Test
    void aStuckProbeIsLeftBehindAndItsLateAnswerStaysReadable() throws Exception {
        var release = new CountDownLatch(1);
        var pending = asker.start(new Probe<>(WORD, stuckUntil(release)), SHORT);

        var sample = pending.await(Deadline.in(SHORT));
        assertThat(sample.reading().isSilent()).isTrue();
        assertThat(asker.stillOut()).containsExactly(pending);
        assertThat(pending.answer()).isEmpty();

        release.countDown();
        assertThat(pending.await(Deadline.in(LONG)).reading()).isEqualTo(new Reading.Seen<>("late"));
        assertThat(asker.stillOut()).isEmpty();
    }

    @Test
    void aSecondAskWaitsForTheFirst() {
        var release = new CountDownLatch(1);
        var asks = new AtomicInteger();
        var probe = new Probe<>(WORD, deadline -> {
            asks.incrementAndGet();
            return stuckUntil(release).ask(deadline);
        });

        var first = asker.start(probe, SHORT);
        var second = asker.start(probe, SHORT);
        assertThat(second).isSameAs(first);
        release.countDown();
        assertThat(second.await(Deadline.in(LONG)).reading()).isEqualTo(new Reading.Seen<>("late"));
        assertThat(asks).hasValue(1);
    }

    @Test
    void aStageNamedAtTheLimitIsNotLost() {
        var evidence = ask(SHORT, new Probe<>(WORD, deadline -> {
            var until = new CountDownLatch(1);
            while (!deadline.passed()) {
                awaitQuietly(until, deadline.left());
            }
            throw new SilentException("connect", deadline.waited());
        }));

        assertThat(evidence.reading(WORD))
                .isInstanceOfSatisfying(
                        Reading.Silent.class,
                        silent -> assertThat(silent.stage()).isEqualTo("connect"));
    }

    @Test
    void questionsOfOneKindBeyondTheLimitWaitAndAreNotCalledSilent() {
        var release = new CountDownLatch(1);
        var begun = new AtomicInteger();
        var probes = new ArrayList<Probe<?>>();
        for (int i = 0; i < 3 * Turns.MOST; i++) {
            probes.add(new Probe<>(WORD, "stuck " + i, deadline -> {
                begun.incrementAndGet();
                return stuckUntil(release).ask(deadline);
            }));
        }
        probes.add(new Probe<>(OTHER, _ -> "hello"));
        var evidence = ask(Duration.ofMillis(500), probes.toArray(new Probe<?>[0]));

        assertThat(begun).hasValue(Turns.MOST);
        assertThat(evidence.reading(WORD, "stuck 0").isSilent()).isTrue();
        assertThat(evidence.reading(WORD, "stuck " + (3 * Turns.MOST - 1)))
                .isInstanceOfSatisfying(
                        Reading.Failed.class, failed -> assertThat(failed.why()).contains("not asked", "256 others"));
        assertThat(evidence.reading(OTHER)).isEqualTo(new Reading.Seen<>("hello"));
        release.countDown();
    }

    @Test
    void asManyAsThereAreAreAskedWhileTheyAnswer() {
        var probes = new ArrayList<Probe<?>>();
        for (int i = 0; i < 20 * Turns.MOST; i++) {
            probes.add(new Probe<>(WORD, "well " + i, _ -> "hello"));
        }
        var evidence = ask(LONG, probes.toArray(new Probe<?>[0]));

        assertThat(evidence.allSeen(WORD)).hasSize(20 * Turns.MOST);
        assertThat(asker.stillOut()).isEmpty();
    }

    private Evidence ask(Duration limit, Probe<?>... probes) {
        var builder = new Evidence.Builder(NOW);
        asker.ask(List.of(probes), limit, builder);
        return builder.build();
    }

    private static Probe.Ask<String> stuckUntil(CountDownLatch release) {
        return _ -> {
            awaitQuietly(release, LONG);
            return "late";
        };
    }

    private static void awaitQuietly(CountDownLatch latch, Duration limit) {
        try {
            var _ = latch.await(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void allAreAskedWhenAllAnswer() {
        for (var pending : asker.startAlike(alike(154, (_, _) -> "hello"), LONG, 1)) {
            assertThat(pending.await(Deadline.in(LONG)).reading()).isEqualTo(new Reading.Seen<>("hello"));
        }
    }

    /** Each look left one more goroutine in each of 127 stuck shims. */
    @Test
    void aFewWithoutAnAnswerStandForTheRest() {
        var asked = new AtomicInteger();
        var probes = alike(127, (number, deadline) -> {
            asked.incrementAndGet();
            if (number > 0) {
                throw new SilentException("reply", deadline.waited());
            }
            return "hello";
        });
        var readings = asker.startAlike(probes, LONG, 8).stream()
                .map(pending -> pending.await(Deadline.in(LONG)).reading())
                .toList();
        assertThat(asked.get())
                .as("eight, the one that answered, and one more for it")
                .isBetween(9, 10);
        assertThat(readings.stream().filter(Reading::isSilent)).hasSize(asked.get() - 1);
        assertThat(readings.stream().filter(Reading.NotAsked.class::isInstance)).hasSize(127 - asked.get());
    }

    /** No other answer stands for them, so the node cannot be called healthy. */
    @Test
    void whoCouldNotBeAskedInTimeIsABlindSpot() {
        var probes = alike(50, (_, deadline) -> {
            while (deadline.left().compareTo(SHORT.dividedBy(2)) > 0) {
                Thread.onSpinWait();
            }
            return "late";
        });
        var readings = asker.startAlike(probes, SHORT, 2).stream()
                .map(pending -> pending.await(Deadline.in(LONG)).reading())
                .toList();
        assertThat(readings.stream().filter(Reading.Failed.class::isInstance)).isNotEmpty();
        assertThat(readings.stream().filter(Reading.NotAsked.class::isInstance)).isEmpty();
    }

    @Test
    void whoWasNotAskedIsNotSilent() {
        var release = new CountDownLatch(1);
        var pendings = asker.startAlike(alike(2, (_, _) -> stuckUntil(release).ask(Deadline.in(LONG))), LONG, 1);
        assertThat(pendings.getFirst().await(Deadline.in(SHORT)).reading().isSilent())
                .isTrue();
        assertThat(pendings.getLast().await(Deadline.in(SHORT)).reading()).isInstanceOf(Reading.NotAsked.class);
        release.countDown();
        assertThat(pendings.getLast().await(Deadline.in(LONG)).reading()).isEqualTo(new Reading.Seen<>("late"));
    }

    private interface Numbered {
        String ask(int number, Deadline deadline) throws IOException;
    }

    private static List<Probe<String>> alike(int many, Numbered question) {
        var probes = new ArrayList<Probe<String>>();
        for (int i = 0; i < many; i++) {
            int number = i;
            probes.add(new Probe<>(WORD, Integer.toString(i), deadline -> question.ask(number, deadline), true));
        }
        return probes;
    }
}
