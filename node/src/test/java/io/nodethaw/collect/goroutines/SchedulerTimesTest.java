package io.nodethaw.collect.goroutines;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.collect.Host;
import io.nodethaw.golang.LastRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchedulerTimesTest {
    @TempDir
    private Path root;

    private void thread(String folder, String moment) throws IOException {
        var path = Files.createDirectories(root.resolve("proc/" + folder));
        Files.writeString(path.resolve("sched"), """
                runc (2230, #threads: 2)
                -------------------------------------------------------------------
                se.exec_start                                :       %s
                se.vruntime                                  :             5.656708
                """.formatted(moment));
    }

    private void began(int thread, long ticks) throws IOException {
        Files.writeString(
                Files.createDirectories(root.resolve("proc/" + thread)).resolve("stat"),
                thread + " (runc) S 1 1 1 0 -1 4194560 1 0 0 0 1 1 0 0 20 0 4 0 " + ticks + " 1 1\n");
    }

    private LastRuns read() {
        return SchedulerTimes.read(new Host(root, InstantSource.fixed(Instant.EPOCH)), 30);
    }

    @Test
    void threadsAreComparedWithOurOwn() throws IOException {
        thread("thread-self", "500000.720390");
        thread("30/task/30", "460000.100000");
        thread("30/task/31", "495000.100000");
        assertThat(read().idle().get(30)).isEqualTo(Duration.ofSeconds(40));
        assertThat(read().idle().get(31)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void threadOnAnotherProcessorMayBeAheadOfOurs() throws IOException {
        thread("thread-self", "500000.720390");
        thread("30/task/30", "500010.100000");
        assertThat(read().idle().getOrDefault(30, Duration.ZERO)).isEqualTo(Duration.ZERO);
    }

    @Test
    void kernelWithoutTheFileTellsNothing() throws IOException {
        thread("30/task/30", "460000.100000");
        assertThat(read().idle().getOrDefault(30, Duration.ZERO)).isEqualTo(Duration.ZERO);
        thread("thread-self", "500000.720390");
        Files.createDirectories(root.resolve("proc/30/task/31"));
        assertThat(read()).isEqualTo(LastRuns.UNKNOWN);
    }

    private void idleProgram() throws IOException {
        thread("thread-self", "500000.720390");
        thread("30/task/30", "460000.100000");
        thread("30/task/31", "495000.100000");
        thread("30/task/32", "455000.100000");
        began(30, 7000);
    }

    @Test
    void watchOfTheRuntimeRunsNoGoroutine() throws IOException {
        idleProgram();
        began(31, 7001);
        assertThat(read().idle()).containsOnlyKeys(30, 32);
    }

    @Test
    void threadThatBeganLaterHasItsNumberByChance() throws IOException {
        idleProgram();
        began(31, 9000);
        assertThat(read().idle()).containsOnlyKeys(30, 31, 32);
        began(31, 6000);
        assertThat(read().idle()).as("a number of another thread").containsOnlyKeys(30, 31, 32);
    }

    @Test
    void programOfTwoThreadsMayRunGoroutinesOnBoth() throws IOException {
        thread("thread-self", "500000.720390");
        thread("30/task/30", "460000.100000");
        thread("30/task/31", "495000.100000");
        began(30, 7000);
        began(31, 7000);
        assertThat(read().idle()).containsOnlyKeys(30, 31);
    }
}
