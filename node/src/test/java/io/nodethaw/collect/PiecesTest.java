package io.nodethaw.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PiecesTest {
    private final Host host = new Host(Path.of("/nowhere"), InstantSource.system());

    @Test
    void eachPieceIsDoneOnce() throws IOException {
        var done = new AtomicIntegerArray(10_000);
        Pieces.work(host, done.length(), () -> done::incrementAndGet);
        assertThat(IntStream.range(0, done.length()).map(done::get)).containsOnly(1);
    }

    @Test
    void fewAreDoneByThisThread() throws IOException {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        Pieces.work(host, Pieces.WORTH - 1, () -> _ -> threads.add(Thread.currentThread()));
        assertThat(threads).containsExactly(Thread.currentThread());
    }

    @Test
    void noneIsDoneOfNone() throws IOException {
        Pieces.work(host, 0, () -> _ -> {
            throw new IllegalStateException("there is no piece");
        });
    }

    @Test
    void whatGoesWrongInEitherThreadIsTold() {
        for (int bad : new int[] {0, 400, 9_999}) {
            assertThatThrownBy(() -> Pieces.work(host, 10_000, () -> piece -> {
                        if (piece == bad) {
                            throw new IOException("Input/output error");
                        }
                    }))
                    .isInstanceOf(IOException.class)
                    .hasMessage("Input/output error");
        }
    }

    @Test
    void threadThatDoesNotEndIsLeftBehind() {
        assumeTrue(Runtime.getRuntime().availableProcessors() > 1);
        var time = new ScriptedTime();
        var own = Thread.currentThread();
        assertThatThrownBy(() -> Pieces.work(time.host(), 10_000, () -> {
                    if (Thread.currentThread() != own) {
                        hang(time);
                    }
                    return _ -> {};
                }))
                .isInstanceOf(IOException.class);
        assertThat(time.passed()).isBetween(Duration.ofMillis(1), Duration.ofMinutes(1));
    }

    private static void hang(ScriptedTime time) {
        try {
            time.pause(Duration.ofDays(3650));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
