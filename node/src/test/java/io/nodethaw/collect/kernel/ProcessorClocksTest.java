package io.nodethaw.collect.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.evidence.ProcessorClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** On this machine: only the kernel can say where a thread may run. */
class ProcessorClocksTest {
    private final Host host = new Host(Path.of("/"), InstantSource.system());

    /** Read in a thread of its own, because it stays on the processor. */
    private List<ProcessorClock> twice(int processor) throws InterruptedException {
        var read = new ArrayList<ProcessorClock>();
        var thread = new Thread(() -> {
            try {
                read.add(ProcessorClocks.read(host, processor));
                read.add(ProcessorClocks.read(host, processor));
            } catch (IOException none) {
                read.clear();
            }
        });
        thread.start();
        thread.join();
        return read;
    }

    private static int allowed() throws IOException {
        return Files.readAllLines(Path.of("/proc/thread-self/status")).stream()
                .filter(line -> line.startsWith("Cpus_allowed_list:"))
                .map(line -> line.replaceAll("\\D*(\\d+).*", "$1"))
                .mapToInt(Integer::parseInt)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void clockOfAProcessorGoesForward() throws IOException, InterruptedException {
        assumeThat(Path.of("/proc/thread-self/sched")).exists();
        int processor = allowed();
        var read = twice(processor);
        assertThat(read).hasSize(2).extracting(ProcessorClock::processor).containsOnly(processor);
        assertThat(read.getLast().now()).isGreaterThanOrEqualTo(read.getFirst().now());
    }

    @Test
    void processorThatIsNotThereTellsNothing() {
        assertThatThrownBy(() -> ProcessorClocks.read(host, 8191)).isInstanceOf(NotAskedException.class);
        assertThatThrownBy(() -> ProcessorClocks.read(host, 8192)).isInstanceOf(NotAskedException.class);
        assertThatThrownBy(() -> ProcessorClocks.read(host, -1)).isInstanceOf(NotAskedException.class);
    }
}
