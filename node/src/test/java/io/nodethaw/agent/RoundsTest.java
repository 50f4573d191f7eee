package io.nodethaw.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundsTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final TestHost time = new TestHost();
    private final List<String> calls = new ArrayList<>();
    private int sessions;
    private boolean broken;
    private final Rounds rounds = new Rounds(time.host(), this::open);

    private Eyes open() {
        int number = ++sessions;
        return new Eyes() {
            @Override
            public Seen look(Extent extent) {
                calls.add("look " + number);
                time.pass(Duration.ofMillis(1500));
                if (broken) {
                    throw new IllegalStateException("unused");
                }
                return Verdicts.well();
            }

            @Override
            public void close() {
                calls.add("close " + number);
            }
        };
    }

    @Test
    void looksShareASession() throws InterruptedException {
        assertThat(rounds.take(LIMIT, Extent.WHOLE))
                .isEqualTo(new Rounds.Ending.Looked(Verdicts.well(), Duration.ofMillis(1500)));
        rounds.take(LIMIT, Extent.WHOLE);
        rounds.close();
        assertThat(calls).containsExactly("look 1", "look 1", "close 1");
    }

    @Test
    void aLookThatHangsIsWaitedForAndThenLeftBehind() throws InterruptedException {
        rounds.take(LIMIT, Extent.WHOLE);
        time.hangs = true;
        for (int round = 1; round <= 3; round++) {
            assertThat(rounds.take(LIMIT, Extent.WHOLE)).isEqualTo(new Rounds.Ending.Late(LIMIT.multipliedBy(round)));
        }
        assertThat(rounds.out()).isOne();
        time.hangs = false;
        assertThat(rounds.take(LIMIT, Extent.WHOLE)).isInstanceOf(Rounds.Ending.Looked.class);
        assertThat(sessions).isEqualTo(2);
        assertThat(calls).containsExactly("look 1", "look 2");
        time.waiting.remove().run(); // it comes back at last
        rounds.take(LIMIT, Extent.WHOLE);
        assertThat(calls).containsExactly("look 1", "look 2", "look 1", "close 1", "look 2");
        assertThat(rounds.out()).isZero();
    }

    @Test
    void aLookThatComesBackLateKeepsItsSession() throws InterruptedException {
        time.hangs = true;
        assertThat(rounds.take(LIMIT, Extent.WHOLE)).isInstanceOf(Rounds.Ending.Late.class);
        time.hangs = false;
        time.waiting.remove().run();
        assertThat(rounds.take(LIMIT, Extent.WHOLE)).isInstanceOf(Rounds.Ending.Looked.class);
        assertThat(calls).containsExactly("look 1", "look 1");
    }

    @Test
    void thereAreAFewSessionsAtMost() throws InterruptedException {
        time.hangs = true;
        for (int round = 0; round < 100; round++) {
            assertThat(rounds.take(LIMIT, Extent.WHOLE)).isInstanceOf(Rounds.Ending.Late.class);
        }
        assertThat(sessions).isEqualTo(Rounds.MOST);
        assertThat(rounds.out()).isEqualTo(Rounds.MOST);
    }

    @Test
    void aLookThatFailsIsNoEndAndTheNextOneHasASessionOfItsOwn() throws InterruptedException {
        broken = true;
        assertThat(rounds.take(LIMIT, Extent.WHOLE))
                .isEqualTo(new Rounds.Ending.Broken("java.lang.IllegalStateException: unused"));
        broken = false;
        assertThat(rounds.take(LIMIT, Extent.WHOLE)).isInstanceOf(Rounds.Ending.Looked.class);
        assertThat(calls).containsExactly("look 1", "close 1", "look 2");
    }

    @Test
    void withoutAThreadThereIsNoLook() throws InterruptedException {
        time.threadless = true;
        assertThat(rounds.take(LIMIT, Extent.WHOLE))
                .isEqualTo(new Rounds.Ending.Broken("no thread to look in: unable to create native thread"));
        time.threadless = false;
        assertThat(rounds.take(LIMIT, Extent.WHOLE)).isInstanceOf(Rounds.Ending.Looked.class);
    }
}
