package io.nodethaw.collect.memory.go;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.collect.Host;
import io.nodethaw.evidence.Goroutine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WaitBoundsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long NOW = 1_000 * SECOND;

    @TempDir
    private Path root;

    private final WaitBounds bounds = new WaitBounds();
    private final List<Goroutine> goroutines = new ArrayList<>();

    private void goroutine(long stamp, Optional<Goroutine.Blocked> blocked) {
        bounds.add(stamp);
        goroutines.add(new Goroutine(
                goroutines.size() + 1, "select", -1, false, List.of(), Optional.empty(), blocked, List.of()));
    }

    private List<Optional<Duration>> ages() {
        var runs = LastRuns.of(new Host(root, InstantSource.fixed(Instant.EPOCH)), 30);
        return bounds.age(goroutines, runs, NOW).stream()
                .map(Goroutine::atLeast)
                .toList();
    }

    private void ran(String folder, String moment) throws IOException {
        var path = Files.createDirectories(root.resolve("proc/" + folder));
        Files.writeString(path.resolve("sched"), "se.exec_start  :  " + moment + "\n");
    }

    @Test
    void waitIsOlderThanALaterStamp() {
        goroutine(700 * SECOND, Optional.empty());
        goroutine(820 * SECOND, Optional.empty());
        goroutine(0, Optional.empty());
        goroutine(-1, Optional.empty());
        assertThat(ages())
                .containsExactly(
                        Optional.of(Duration.ofMinutes(3)), Optional.empty(), Optional.empty(), Optional.empty());
    }

    @Test
    void waitIsOlderThanWhatItsThreadsDidLast() throws IOException {
        ran("thread-self", "500000.7");
        ran("30/task/30", "460000.7");
        ran("30/task/31", "495000.7");
        goroutine(0, Optional.empty());
        goroutine(0, Optional.of(new Goroutine.Blocked.InCall(30)));
        goroutine(-1, Optional.empty());
        assertThat(ages())
                .containsExactly(
                        Optional.of(Duration.ofSeconds(5)), Optional.of(Duration.ofSeconds(40)), Optional.empty());
    }
}
