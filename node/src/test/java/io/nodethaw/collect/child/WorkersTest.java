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
            assertThat(workers.submit(done::countDown)).isTrue();
        }

        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whenAllThreadsHangWorkIsRefusedUntilOneComesBack() throws InterruptedException {
        var workers = new Workers(2, Duration.ZERO);
        var release = new CountDownLatch(1);
        var done = new CountDownLatch(1);
        assertThat(workers.submit(() -> hang(release))).isTrue();
        assertThat(workers.submit(() -> hang(release))).isTrue();
        assertThat(workers.submit(done::countDown)).isFalse();

        release.countDown();
        while (!workers.submit(done::countDown)) {
            Thread.onSpinWait();
        }
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
    }

    private static void hang(CountDownLatch release) {
        try {
            release.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
