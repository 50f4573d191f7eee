package io.nodethaw.golang;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Goroutine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WaitBoundsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long NOW = 1_000 * SECOND;

    private final Map<Integer, Duration> idle = new HashMap<>();
    private final WaitBounds bounds = new WaitBounds();
    private final List<Goroutine> goroutines = new ArrayList<>();

    private void goroutine(long stamp, Optional<Goroutine.Blocked> blocked) {
        bounds.add(stamp);
        goroutines.add(new Goroutine(
                goroutines.size() + 1, "select", -1, false, List.of(), Optional.empty(), blocked, List.of()));
    }

    private List<Optional<Duration>> ages() {
        return bounds.age(goroutines, new LastRuns(idle), NOW).stream()
                .map(Goroutine::atLeast)
                .toList();
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
    void waitIsOlderThanWhatItsThreadsDidLast() {
        idle.put(30, Duration.ofSeconds(40));
        idle.put(31, Duration.ofSeconds(5));
        goroutine(0, Optional.empty());
        goroutine(0, Optional.of(new Goroutine.Blocked.InCall(30)));
        goroutine(-1, Optional.empty());
        assertThat(ages())
                .containsExactly(
                        Optional.of(Duration.ofSeconds(5)), Optional.of(Duration.ofSeconds(40)), Optional.empty());
    }
}
