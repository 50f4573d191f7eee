package io.nodethaw.wait.go;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutine.Frame;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LockPlaceTest {
    private static Goroutine goroutine(String state, Frame... frames) {
        return new Goroutine(4, state, -1, false, List.of(frames), Optional.empty(), Optional.empty(), List.of());
    }

    private static Frame call(String function, String arguments) {
        return new Frame(function, arguments, "/src/a.go", 1, 1, false, List.of());
    }

    @Test
    void anotherThatWaitsInTheSameFramesShowsItsOwnLockThere() {
        var place = LockPlace.of(goroutine(
                "semacquire",
                call("sync.runtime_SemacquireMutex", "0xc00000100c?, 0x0?"),
                call("sync.(*Mutex).lockSlow", "0xc000001008"),
                call("main.f", "0xc000001000")));
        assertThat(place.address(
                        frame -> List.of("0xc00000200c?", "0xc000002008", "0x1").get(frame)))
                .isEqualTo(0xc000002008L);
        assertThat(place.address(frame ->
                        List.of("0xc00000200c?", "0xc000003008?", "0x1").get(frame)))
                .isEqualTo(0xc000002008L);
        assertThat(place.address(_ -> "...")).isZero();
    }

    @Test
    void whoWaitsForNoneHasNoPlace() {
        var place = LockPlace.of(goroutine("select", call("main.f", "0xc000001000")));
        assertThat(place.address(_ -> "0xc000001000")).isZero();
    }
}
