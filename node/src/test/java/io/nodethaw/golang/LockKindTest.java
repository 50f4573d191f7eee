package io.nodethaw.golang;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutine.Lock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LockKindTest {
    private static LockKind of(String... functions) {
        List<Goroutine.Frame> frames = Stream.of(functions)
                .map(function -> new Goroutine.Frame(function, "", "", 1, 1, false, List.of()))
                .toList();
        return LockKind.of(frames);
    }

    @Test
    void mutexBeginsBeforeItsSemaphore() {
        var kind = of("sync.runtime_SemacquireMutex", "sync.(*Mutex).lockSlow", "sync.(*Mutex).Lock", "main.f");
        assertThat(kind.kind()).isEqualTo(Lock.MUTEX);
        assertThat(kind.lock(0x1004)).isEqualTo(0x1000);
    }

    @Test
    void writersMutexIsTheWholeLock() {
        var kind = of("internal/sync.(*Mutex).lockSlow", "sync.(*Mutex).Lock", "sync.(*RWMutex).Lock", "main.f");
        assertThat(kind.kind()).isEqualTo(Lock.RWMUTEX_WRITE);
        assertThat(kind.lock(0x1004)).isEqualTo(0x1000);
        assertThat(kind.isMutex()).isTrue();
    }

    @Test
    void readersAndWritersWaitAtSemaphoresOfTheirOwn() {
        assertThat(of("sync.runtime_SemacquireRWMutexR", "sync.(*RWMutex).RLock")
                        .lock(0x100c))
                .isEqualTo(0x1000);
        assertThat(of("sync.runtime_SemacquireRWMutex", "sync.(*RWMutex).Lock").lock(0x1008))
                .isEqualTo(0x1000);
    }

    @Test
    void oldWaitGroupMayBeginWithItsSemaphore() {
        var kind = of("sync.runtime_Semacquire", "sync.(*WaitGroup).Wait");
        assertThat(kind.lock(0x1008)).isEqualTo(0x1000);
        assertThat(kind.lock(0x1004)).isEqualTo(0x1004);
    }

    @Test
    void semaphoreIsItsOwnLock() {
        var kind = of("internal/poll.runtime_Semacquire", "internal/poll.(*fdMutex).rwlock");
        assertThat(kind.kind()).isEqualTo(Lock.SEMAPHORE);
        assertThat(kind.lock(0x1004)).isEqualTo(0x1004);
    }
}
