package io.nodethaw.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Silence;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RelayTest {
    private static final FactType<String> WORD = new FactType<>("word", String.class);
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Relay relay = new Relay(new Host(Path.of("/nowhere"), () -> HostFolder.NOW));
    private final CountDownLatch released = new CountDownLatch(1);
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    @AfterEach
    void release() {
        released.countDown();
    }

    private Pending<String> answers(String instance) {
        return relay.ask(WORD, instance, "read of " + instance, _ -> said(instance), LONG);
    }

    private String said(String word) {
        threads.add(Thread.currentThread());
        return word;
    }

    private Pending<String> hangs(String instance) {
        Probe.Ask<String> question = _ -> {
            threads.add(Thread.currentThread());
            try {
                released.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return instance;
        };
        return relay.ask(WORD, instance, "read of " + instance, question, LONG);
    }

    private Reading<String> await(Pending<String> asked, Duration time) {
        var deadline = Deadline.in(time);
        relay.await(asked, deadline);
        return asked.await(deadline).reading();
    }

    @Test
    void manyAreReadInFewThreads() {
        var asked = new ArrayList<Pending<String>>();
        for (int i = 0; i < 500; i++) {
            asked.add(answers("file " + i));
        }
        assertThat(asked)
                .allSatisfy(
                        pending -> assertThat(await(pending, LONG)).isEqualTo(new Reading.Seen<>(pending.instance())));
        assertThat(threads.size()).as("as long as none hangs").isLessThan(asked.size() / 2);
    }

    @Test
    void oneThatHangsHoldsNoOtherUp() {
        var hanging = hangs("hung");
        var next = answers("next");
        assertThat(await(next, LONG)).isEqualTo(new Reading.Seen<>("next"));
        assertThat(await(hanging, Duration.ofMillis(1))).isInstanceOfSatisfying(Reading.Silent.class, silent -> {
            assertThat(silent.kind()).isEqualTo(Silence.NOT_READ);
            assertThat(silent.stage()).isEqualTo("read of hung");
        });
    }

    @Test
    void whenAFewHangTheRestIsHeldUpAndNoMoreThreadsAreStarted() {
        var hanging = new ArrayList<Pending<String>>();
        for (int i = 0; i < Relay.MOST; i++) {
            hanging.add(hangs("hung " + i));
        }
        var rest = List.of(answers("a"), answers("b"));
        assertThat(await(rest.getLast(), Duration.ofSeconds(1))).isEqualTo(Reading.NotAsked.heldUp());
        assertThat(threads).hasSize(Relay.MOST);

        release();
        assertThat(await(rest.getLast(), LONG)).isEqualTo(new Reading.Seen<>("b"));
        assertThat(await(hanging.getFirst(), LONG)).isEqualTo(new Reading.Seen<>("hung 0"));
    }
}
