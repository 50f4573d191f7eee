package io.nodethaw.collect.goroutines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutine.Blocked;
import io.nodethaw.evidence.Goroutine.Channel;
import io.nodethaw.evidence.Goroutine.Lock;
import io.nodethaw.evidence.Goroutines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GoroutineBytesTest {
    private static final Goroutines ALL = goroutines();

    private static Goroutines goroutines() {
        var all = new ArrayList<Goroutine>();
        for (Blocked blocked : List.of(
                new Blocked.OnDescriptor(7, true),
                new Blocked.OnChannels(List.of(new Channel(0xc000010000L, 1, 2, true))),
                new Blocked.OnLock(0xc000010000L, Lock.RWMUTEX_READ, Integer.MIN_VALUE),
                new Blocked.InCall(0),
                new Blocked.Sleeping(Long.MAX_VALUE))) {
            var frame = new Goroutine.Frame("f", "0x1?", "f.go", 3, -1, true, List.of("tëxt"));
            var creator = new Goroutine.Creator("g", 1L << 40, "f.go", 9, 0x51);
            all.add(new Goroutine(
                    all.size(),
                    "select",
                    -1,
                    true,
                    List.of(frame, frame),
                    Optional.of(creator),
                    Optional.of(blocked),
                    List.of(-1L, 0xc000010000L),
                    List.of(
                            new Goroutine.Held(0xc000010000L, "f", true, true),
                            new Goroutine.Held(-1, "g", false, false, Optional.of("it releases it"))),
                    Optional.of(Duration.ofMillis(4711)),
                    Optional.of("default/web")));
        }
        all.add(all.getFirst().holding(List.of(new Goroutine.Held(0xc000010000L, "f", true, false))));
        var plain = new Goroutine.Frame("g", "...", "g.go", 4, 7, false, List.of());
        var other = new Goroutine.Frame("h", "...", "g.go", 5, 7, true, List.of());
        all.add(new Goroutine(
                8,
                "select",
                -1,
                false,
                List.of(plain, other, plain, other),
                Optional.empty(),
                Optional.empty(),
                List.of()));
        all.add(new Goroutine(9, "running", 3, false, List.of(), Optional.empty(), Optional.empty(), List.of()));
        return new Goroutines(12, "go1.24.4", "memory", all, List.of("the last 3 of 9 goroutines"));
    }

    /** The lab compares what is read with what Go prints, by a decoder of its own, which must know the same format. */
    @Test
    void labReadsThisForm() throws IOException {
        var decoder = Path.of(System.getProperty("basedir", "."), "../lab/check-goroutines");
        assertThat(Files.readAllLines(decoder))
                .anySatisfy(line -> assertThat(line).matches("FORM = " + GoroutineWriter.FORM + "( .*)?"));
    }

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        assertThat(GoroutineBytes.read(GoroutineWriter.write(ALL))).isEqualTo(ALL);
    }

    @Test
    void everyCutIsAnError() throws IOException {
        var bytes = GoroutineWriter.write(ALL);
        for (int length = 0; length < bytes.length; length++) {
            var cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> GoroutineBytes.read(cut)).isInstanceOf(IOException.class);
        }
    }
}
