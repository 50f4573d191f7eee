package io.nodethaw.collect.proc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.evidence.LastRan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastRanReaderTest {
    private static final String SCHED = "calico (64, #threads: 2)\n---\nse.exec_start    :      37923254.763552\n";

    @TempDir
    private Path root;

    private Path thread(int tid, int processor) throws IOException {
        var folder = Files.createDirectories(root.resolve("proc/64/task/" + tid));
        Files.writeString(
                folder.resolve("stat"),
                tid + " (cali) co) S 1 1 1 0 -1 4194368 25 0 0 0 5 6 0 0 25 5 9 0 3792776 1385123840 9938 "
                        + "18446744073709551615 12972032 32207857 140730326079888 0 0 0 0 0 2143420159 1 0 0 -1 "
                        + processor
                        + " 0 0 0\n");
        return folder;
    }

    private LastRan read() throws IOException {
        return new Proc(new Host(root, InstantSource.fixed(Instant.EPOCH))).lastRan(64);
    }

    @Test
    void eachThreadRanLastOnAProcessor() throws IOException {
        Files.writeString(thread(64, 13).resolve("sched"), SCHED);
        assertThat(read())
                .isEqualTo(new LastRan(64, List.of(new LastRan.Thread(64, 3792776, 13, Duration.ofMillis(37923254)))));
    }

    /** The kernel has no such file without CONFIG_SCHED_DEBUG, and shows 0 while a thread moves to another processor. */
    @Test
    void threadOfWhichTheSchedulerDoesNotTellLeavesAllOpen() throws IOException {
        Files.writeString(thread(64, 13).resolve("sched"), SCHED);
        var other = thread(65, 13);
        assertThatThrownBy(this::read).isInstanceOf(NotAskedException.class).hasMessageContaining("65");
        Files.writeString(other.resolve("sched"), "calico (65, #threads: 2)\n---\nse.exec_start : 0.000000\n");
        assertThatThrownBy(this::read).isInstanceOf(NotAskedException.class).hasMessageContaining("65");
    }

    @Test
    void statThatIsCutIsNoProcessor() throws IOException {
        var folder = thread(64, 13);
        Files.writeString(folder.resolve("sched"), SCHED);
        Files.writeString(
                folder.resolve("stat"), "64 (calico) S 1 1 1 0 -1 4194368 25 0 0 0 5 6 0 0 25 5 9 0 3792776\n");
        assertThatThrownBy(this::read).isInstanceOf(IOException.class);
    }

    @Test
    void processThatHasEndedWasNotAsked() {
        assertThatThrownBy(this::read).isInstanceOf(NotAskedException.class);
    }
}
