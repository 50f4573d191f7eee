package io.nodethaw.collect.child;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WorkersTest {
    @Test
    void aBurstOfWorkIsAllDone() throws InterruptedException {
        var workers = new Workers(8, Duration.ofMinutes(1));
        var done = new CountDownLatch(1000);
        for (int i = 0; i < 1000; i++) {
            assertThat(submit(workers, done::countDown)).isTrue();
        }

        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whenAllThreadsHangWorkIsRefusedUntilOneComesBack() throws InterruptedException {
        var workers = new Workers(2, Duration.ZERO);
        var release = new CountDownLatch(1);
        var done = new CountDownLatch(1);
        assertThat(submit(workers, () -> hang(release))).isTrue();
        assertThat(submit(workers, () -> hang(release))).isTrue();
        assertThat(submit(workers, done::countDown)).isFalse();

        release.countDown();
        while (!submit(workers, done::countDown)) {
            Thread.onSpinWait();
        }
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatHasNotBegunCanBeGivenUp() throws InterruptedException {
        var workers = new Workers(1, Duration.ofMinutes(1));
        var begun = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        submit(workers, () -> {
            begun.countDown();
            hang(release);
        });
        begun.await();
        var done = new CountDownLatch(1);
        var instead = new CountDownLatch(1);
        assertThat(workers.submit(new Workers.Work(done::countDown, instead::countDown)))
                .isTrue();

        workers.giveUpWaiting();
        assertThat(instead.getCount()).isZero();
        release.countDown();
        var next = new CountDownLatch(1);
        submit(workers, next::countDown);
        assertThat(next.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(done.getCount()).as("never begun").isOne();
    }

    private static boolean submit(Workers workers, Runnable work) {
        return workers.submit(new Workers.Work(work, () -> {}));
    }

    private static void hang(CountDownLatch release) {
        try {
            release.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
