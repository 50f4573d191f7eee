package io.nodethaw.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnQueueTest {
    @TempDir
    private Path folder;

    private double factor(String schedstat) throws IOException {
        var host = new HostFolder(folder);
        host.write("/proc/thread-self/schedstat", schedstat);
        return OwnQueue.factor(host.host());
    }

    @Test
    void whoWasQueuedThreeTimesAsLongAsItRanTakesFourTimesAsLong() throws IOException {
        assertThat(factor("2000000 6000000 10\n")).isEqualTo(4);
        assertThat(factor("2000000 0 10\n")).isEqualTo(1);
        assertThat(factor("1 9000000000 10\n")).isEqualTo(5);
    }

    @Test
    void whatTheKernelDoesNotTellMakesNothingLonger() throws IOException {
        assertThat(factor("0 0 0\n")).isEqualTo(1);
        assertThat(factor("what\n")).isEqualTo(1);
        assertThat(OwnQueue.factor(new HostFolder(folder.resolve("empty")).host()))
                .isEqualTo(1);
    }
}
