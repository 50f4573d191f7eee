package io.nodethaw.bus.ask;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.bus.PrivateSerial;
import io.nodethaw.collect.HostFolder;
import io.nodethaw.collect.Probe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StopwatchTest {
    @TempDir
    private Path folder;

    @Test
    void timeInTheQueueOfEveryThreadThatAsksCounts() throws IOException {
        var host = new HostFolder(folder);
        host.write("/proc/thread-self/schedstat", "1 0 1\n");
        var watch = new Stopwatch(host.host());
        var probe = watch.of(new Probe<>(PrivateSerial.TYPE, _ -> {
            host.write("/proc/thread-self/schedstat", "1 500 1\n");
            return new PrivateSerial(1, "252");
        }));
        assertThat(probe.ask().ask(host.host().deadline(Duration.ofSeconds(1))).serial())
                .isEqualTo(1);
        assertThat(watch.time().queued().orElseThrow())
                .as("500 ns of its own thread, 500 of that which began before, and the time until it began")
                .isGreaterThanOrEqualTo(Duration.ofNanos(1000));
    }

    @Test
    void threadThatHasNotBegunIsQueued() throws IOException {
        var host = new HostFolder(folder).write("/proc/thread-self/schedstat", "1 0 1\n");
        var watch = new Stopwatch(host.host());
        watch.of(new Probe<>(PrivateSerial.TYPE, _ -> new PrivateSerial(1, "252")));
        assertThat(watch.time().lacksProcessor()).isTrue();
    }

    @Test
    void threadThatIsStillAskingIsReadFromOutside() throws Exception {
        var host = new HostFolder(folder).write("/proc/812/task/840/schedstat", "1 0 1\n");
        host.link("/proc/thread-self", "812/task/840");
        var watch = new Stopwatch(host.host());
        var asks = new CountDownLatch(1);
        var probe = watch.of(new Probe<>(PrivateSerial.TYPE, _ -> {
            asks.countDown();
            hang();
            return new PrivateSerial(1, "252");
        }));
        Thread.ofPlatform().daemon().start(() -> ask(probe, host));
        asks.await();
        host.write("/proc/812/task/840/schedstat", "1 700 1\n");
        assertThat(watch.time().queued().orElseThrow()).isGreaterThanOrEqualTo(Duration.ofNanos(1400));
    }

    /** Until the test is over. */
    private static void hang() throws IOException {
        try {
            Thread.currentThread().join();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static void ask(Probe<?> probe, HostFolder host) {
        try {
            probe.ask().ask(host.host().deadline(Duration.ofSeconds(1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
