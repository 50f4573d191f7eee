package io.nodethaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.dump.GoroutineDumps;
import io.nodethaw.evidence.Goroutine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PrintedGoroutinesTest {
    private static Goroutine goroutine(long id, int frames) {
        var frame = new Goroutine.Frame("main.wait", "0xc000010000", "/src/main.go", 7, 0x21, false, List.of());
        return new Goroutine(
                id,
                "select",
                -1,
                false,
                Collections.nCopies(frames, frame),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    @Test
    void everyGoroutineIsReadAsItWould() throws IOException {
        var goroutines = new ArrayList<Goroutine>();
        for (int i = 1; i <= 500; i++) {
            goroutines.add(goroutine(i, i % 2 + 1));
        }
        var dumps = GoroutineDumps.group(new PrintedGoroutines(goroutines)).dumps();
        assertThat(dumps).hasSize(1);
        assertThat(dumps.getFirst().goroutines()).isEqualTo(500);
        assertThat(dumps.getFirst().buckets()).hasSize(2);
    }

    @Test
    void noGoroutinesAreNoText() throws IOException {
        try (var none = new PrintedGoroutines(List.of())) {
            assertThat(none.read()).isEqualTo(-1);
        }
    }

    /** 40,000 goroutines of twenty frames are 100 MB of text; only one at a time is in memory. */
    @Test
    void bytesComeOneByOneToo() throws IOException {
        try (var one = new PrintedGoroutines(List.of(goroutine(1, 1)))) {
            assertThat((char) one.read()).isEqualTo('g');
        }
    }
}
