package io.nodethaw.bus.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class BackgroundTest {
    private final List<Integer> done = new CopyOnWriteArrayList<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    private void hang(int number) throws IOException {
        try {
            begun.countDown();
            goOn.await();
            done.add(number);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void allIsDoneInOrderBeforeTheEnd() throws IOException {
        var work = new Background<Integer>("test", 100, done::add);
        for (int i = 0; i < 50; i++) {
            assertThat(work.offer(i)).isTrue();
        }
        work.end();
        assertThat(done).hasSize(50).isSorted();
    }

    @Test
    void whatDoesNotFitIsNotTakenAndNobodyWaits() throws Exception {
        var work = new Background<Integer>("test", 2, this::hang);
        assertThat(work.offer(1)).isTrue();
        begun.await();
        assertThat(work.offer(2)).isTrue();
        assertThat(work.offer(3)).isTrue();
        assertThat(work.offer(4)).isFalse();
        goOn.countDown();
        work.end();
        assertThat(done).containsExactly(1, 2, 3);
    }

    @Test
    void failureIsToldToWhoeverOffersMoreAndInTheEnd() throws Exception {
        var failed = new CountDownLatch(1);
        var work = new Background<Integer>("test", 2, _ -> {
            failed.countDown();
            throw new IOException("no space left");
        });
        assertThat(work.offer(1)).isTrue();
        failed.await();
        assertThatThrownBy(work::end).hasMessage("no space left");
        assertThatThrownBy(() -> work.offer(2)).hasMessage("no space left");
        assertThatThrownBy(work::check).hasMessage("no space left");
    }

    @Test
    void bugInTheWorkIsToldToo() throws Exception {
        var bug = new IndexOutOfBoundsException("a bug");
        var failed = new CountDownLatch(1);
        var work = new Background<Integer>("test", 2, _ -> {
            failed.countDown();
            throw bug;
        });
        assertThat(work.offer(1)).isTrue();
        failed.await();
        assertThatThrownBy(work::end)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("test has failed")
                .hasCause(bug);
        assertThatThrownBy(() -> work.offer(2)).hasCause(bug);
    }

    @Test
    void whatIsLeftBehindEndsWithWhatItIsAt() throws Exception {
        var over = new CountDownLatch(1);
        var work = new Background<Integer>("test", 9, new Background.Work<>() {
            @Override
            public void on(Integer number) throws IOException {
                hang(number);
            }

            @Override
            public void over() {
                over.countDown();
            }
        });
        assertThat(work.offer(1)).isTrue();
        begun.await();
        assertThat(work.offer(2)).isTrue();
        work.leave();
        goOn.countDown();
        over.await();
        assertThat(done).containsExactly(1);
    }
}
