package io.nodethaw.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Goroutine;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StackChangesTest {
    private static Goroutine at(long id, String state, int minutes, int line) {
        return started(id, state, minutes, line, "main.main");
    }

    private static Goroutine started(long id, String state, int minutes, int line, String by) {
        var frame = new Goroutine.Frame("main.work", "0x" + minutes, "/a.go", line, 1, false, List.of());
        var creator = new Goroutine.Creator(by, 1, "/a.go", 1, 1);
        return new Goroutine(
                id, state, minutes, false, List.of(frame), Optional.of(creator), Optional.empty(), List.of());
    }

    private static List<Long> ids(List<Goroutine> goroutines) {
        return goroutines.stream().map(Goroutine::id).toList();
    }

    @Test
    void eachGoroutineIsNewOrGoneOrMovedOrInTheSameFrames() {
        var old = List.of(at(1, "select", 4, 7), at(2, "select", 4, 7), at(3, "select", 4, 7), at(4, "select", 4, 7));
        var now =
                List.of(at(5, "select", -1, 7), at(1, "select", 5, 7), at(2, "select", -1, 8), at(3, "syscall", 4, 7));
        var changes = StackChanges.of(old, now, StackFilter.ALL);
        assertThat(ids(changes.same())).containsExactly(1L);
        assertThat(ids(changes.moved())).containsExactly(2L, 3L);
        assertThat(ids(changes.added())).containsExactly(5L);
        assertThat(ids(changes.gone())).containsExactly(4L);
        assertThat(changes.strangers()).isZero();
    }

    @Test
    void youngerWaitAtTheSamePlaceIsAnotherWait() {
        var changes = StackChanges.of(List.of(at(1, "select", 4, 7)), List.of(at(1, "select", -1, 7)), StackFilter.ALL);
        assertThat(changes.same()).isEmpty();
        assertThat(ids(changes.moved())).containsExactly(1L);
    }

    @Test
    void sameNumberWithAnotherCreatorIsAnotherGoroutine() {
        var other = started(1, "select", 4, 7, "other.main");
        var changes = StackChanges.of(List.of(at(1, "select", 4, 7)), List.of(other), StackFilter.ALL);
        assertThat(changes.gone()).containsExactly(at(1, "select", 4, 7));
        assertThat(changes.added()).containsExactly(other);
        assertThat(changes.strangers()).isEqualTo(1);
    }

    @Test
    void whatFitsTheFilterAtOneMomentIsShown() {
        var old = List.of(at(1, "semacquire", 4, 7), at(2, "select", 4, 7));
        var now = List.of(at(1, "select", -1, 8), at(2, "select", 4, 7));
        var changes = StackChanges.of(old, now, new StackFilter("semacquire", "", 0));
        assertThat(ids(changes.moved())).containsExactly(1L);
        assertThat(changes.same()).isEmpty();
    }
}
