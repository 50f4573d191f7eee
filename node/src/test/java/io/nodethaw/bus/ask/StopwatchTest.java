package io.nodethaw.bus.ask;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.bus.PrivateSerial;
import io.nodethaw.collect.HostFolder;
import io.nodethaw.collect.Probe;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
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
        assertThat(watch.time().queued())
                .as("500 ns of its own thread, and 500 of that which began before")
                .contains(Duration.ofNanos(1000));
    }
}
