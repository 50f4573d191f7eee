package io.nodethaw.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnQueueTest {
    @TempDir
    private Path folder;

    private double factor(String before, String after) throws IOException {
        var host = new HostFolder(folder);
        host.write("/proc/thread-self/schedstat", before);
        var queue = OwnQueue.here(host.host());
        host.write("/proc/thread-self/schedstat", after);
        return queue.factor();
    }

    @Test
    void whoWasQueuedThreeTimesAsLongAsItRanTakesFourTimesAsLong() throws IOException {
        assertThat(factor("0 0 1\n", "2000000 6000000 10\n")).isEqualTo(4);
        assertThat(factor("0 0 1\n", "2000000 0 10\n")).isEqualTo(1);
        assertThat(factor("0 0 1\n", "1 9000000000 10\n")).isEqualTo(5);
    }

    @Test
    void whatWasBeforeItBeganDoesNotCount() throws IOException {
        assertThat(factor("5000000 900000000 10\n", "7000000 900000000 12\n")).isEqualTo(1);
        assertThat(factor("5000000 0 10\n", "7000000 2000000 12\n")).isEqualTo(2);
    }

    @Test
    void whatTheKernelDoesNotTellMakesNothingLonger() throws IOException {
        assertThat(factor("0 0 0\n", "0 0 0\n")).isEqualTo(1);
        assertThat(factor("what\n", "1 9 1\n")).isEqualTo(1);
        assertThat(factor("0 0 0\n", "what\n")).isEqualTo(1);
        assertThat(OwnQueue.here(new HostFolder(folder.resolve("empty")).host()).factor())
                .isEqualTo(1);
    }

    private Optional<Duration> queued(String before, String after) throws IOException {
        var host = new HostFolder(folder);
        host.write("/proc/thread-self/schedstat", before);
        var queue = OwnQueue.here(host.host());
        host.write("/proc/thread-self/schedstat", after);
        return queue.queued();
    }

    @Test
    void timeInTheQueueIsTheDifference() throws IOException {
        assertThat(queued("1000000 4000000 1\n", "2000000 9000000 10\n")).contains(Duration.ofMillis(5));
        assertThat(queued("1 0 1\n", "2000000 0 10\n")).contains(Duration.ZERO);
    }

    @Test
    void kernelThatCountsNothingTellsNoTimeInTheQueue() throws IOException {
        assertThat(queued("0 0 0\n", "0 0 0\n")).isEmpty();
        assertThat(queued("what\n", "1 9 1\n")).isEmpty();
        assertThat(queued("1 9 1\n", "what\n")).isEmpty();
    }
}
