package io.nodethaw.golang;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutine.Blocked.OnLock;
import io.nodethaw.evidence.Goroutine.Held;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is in Wait of a condition has released its lock, and keeps the others. */
class ConditionLocksTest {
    private static final long CONDITION = FakeGo.TEXT + 0x400;
    private static final long METHODS = FakeGo.TEXT + 0x500;
    private static final long OWN = FakeGo.TEXT + 0x600;
    private static final long OTHER = FakeGo.TEXT + 0x700;
    private static final List<Held> BOTH =
            List.of(new Held(OWN, "main.get", false, true), new Held(OTHER, "main.get", false, true));

    private FakeGo memory;

    @BeforeEach
    void condition() throws IOException {
        memory = FakeGo.of(22);
        memory.putLong(CONDITION, METHODS);
        memory.putLong(CONDITION + 8, OWN);
        memory.putLong(METHODS + 24, FakeGo.entry(FakeGo.LOCK_METHOD));
    }

    private List<Held> keeps(Optional<OnLock> waitsFor, String... functions) throws IOException {
        var program = GoProgram.read(memory, memory.image());
        var frames = Stream.of(functions)
                .map(it -> new Goroutine.Frame(it, "", "/src/a.go", 1, 1, false, List.of()))
                .toList();
        return new ConditionLocks(program.functions(), new ProgramObjects(memory)).keeps(BOTH, frames, waitsFor);
    }

    private static Optional<OnLock> on(long address, Goroutine.Lock kind) {
        return Optional.of(new OnLock(address, kind, 0));
    }

    private static Held other(boolean certain) {
        return new Held(OTHER, "main.get", false, certain);
    }

    @Test
    void whoWaitsHasReleasedIt() throws IOException {
        assertThat(keeps(
                        on(CONDITION, Goroutine.Lock.CONDITION),
                        "sync.runtime_notifyListWait",
                        "sync.(*Cond).Wait",
                        "main.get"))
                .containsExactly(other(true));
    }

    @Test
    void whoWasWokenWaitsToHaveItAgain() throws IOException {
        assertThat(keeps(
                        on(OWN, Goroutine.Lock.MUTEX),
                        "sync.runtime_SemacquireMutex",
                        "sync.(*Mutex).Lock",
                        "sync.(*Cond).Wait",
                        "main.get"))
                .containsExactly(other(true));
    }

    @Test
    void itIsNotKnownWhatALockerOfTheProgramReleases() throws IOException {
        memory.putLong(METHODS + 24, FakeGo.entry(FakeGo.OTHER));
        assertThat(keeps(on(CONDITION, Goroutine.Lock.CONDITION), "sync.(*Cond).Wait", "main.get"))
                .containsExactly(other(false));
        assertThat(keeps(
                        on(OWN, Goroutine.Lock.MUTEX),
                        "sync.(*Mutex).Lock",
                        "main.(*locker).Lock",
                        "sync.(*Cond).Wait",
                        "main.get"))
                .containsExactly(other(false));
    }

    @Test
    void whoIsJustBeingWokenMayHaveReleasedAny() throws IOException {
        assertThat(keeps(Optional.empty(), "sync.(*Cond).Wait", "main.get")).isEmpty();
    }

    @Test
    void whoTakesAnotherLockAboveKeepsAll() throws IOException {
        assertThat(keeps(on(OWN, Goroutine.Lock.MUTEX), "sync.(*Mutex).Lock", "main.get"))
                .isEqualTo(BOTH);
    }
}
