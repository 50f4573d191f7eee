package io.nodethaw.collect.proc;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.collect.Host;
import io.nodethaw.evidence.Descriptors.Descriptor;
import io.nodethaw.evidence.ProcessTable;
import java.io.IOException;
import java.nio.channels.Pipe;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** The same questions, asked on the machine that the test runs on. */
class OwnProcessTest {
    private final Proc proc = new Proc(new Host(Path.of("/"), InstantSource.system()));
    private final int self = (int) ProcessHandle.current().pid();

    @Test
    void weFindOurselvesAmongAllProcesses() throws IOException {
        var entry = proc.processes().find(self).orElseThrow();

        assertThat(entry).isEqualTo(withCpuOf(entry, proc.process(self)));
        assertThat(proc.status(self).namespacePids()).endsWith(self);
        assertThat(proc.machine().ourPid()).isEqualTo(self);
        assertThat((long) (proc.machine().sinceBoot() * 100))
                .isGreaterThan(entry.startTicks().orElseThrow());
    }

    @Test
    void everyThreadOfOursIsThere() throws IOException {
        assertThat(proc.tasks(self).tasks()).hasSizeGreaterThan(3).anyMatch(task -> task.tid() == self);
    }

    @Test
    void anOpenPipeShowsUpWithBothEnds() throws IOException {
        var before = proc.descriptors(self).open().stream()
                .filter(d -> d.pipe().isPresent())
                .count();
        var pipe = Pipe.open();
        try {
            assertThat(proc.descriptors(self).open().stream()
                            .filter(d -> d.pipe().isPresent()))
                    .hasSizeGreaterThanOrEqualTo((int) before + 2);
            assertThat(proc.descriptors(self).open())
                    .extracting(Descriptor::number)
                    .isSorted();
        } finally {
            pipe.source().close();
            pipe.sink().close();
        }
    }

    private static ProcessTable.Entry withCpuOf(ProcessTable.Entry entry, ProcessTable.Entry later) {
        return new ProcessTable.Entry(
                later.pid(),
                later.parent(),
                later.comm(),
                entry.state(),
                later.startTicks(),
                entry.cpuTicks(),
                later.flags(),
                later.threads());
    }
}
