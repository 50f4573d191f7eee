package io.nodethaw.dump;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Goroutine;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RaceReportTest {
    private static final String REPORT = """
            ==================
            WARNING: DATA RACE
            Write at 0x00c000100000 by goroutine 8:
              example.org/r.(*T).set()
                  /src/r.go:10 +0x44

            Previous read at 0x00c000100000 by main goroutine:
              example.org/r.(*T).get()
                  /src/r.go:5 +0x30
              main.main()
                  /src/main.go:9 +0x30

            Goroutine 8 (running) created at:
              example.org/r.Start()
                  /src/r.go:7 +0x10
              main.main()
                  /src/main.go:6 +0x10
            ==================
            """;

    @Test
    void bothThatTookPartAreRead() {
        var read = DumpText.read(REPORT);
        assertThat(read.problems()).isEmpty();
        assertThat(read.print()).isEqualTo("""
                goroutine 8 [write at 0x00c000100000]:
                example.org/r.(*T).set()
                \t/src/r.go:10 +0x44
                created by example.org/r.Start
                \t/src/r.go:7 +0x10

                goroutine 1 [previous read at 0x00c000100000]:
                example.org/r.(*T).get()
                \t/src/r.go:5 +0x30
                main.main()
                \t/src/main.go:9 +0x30
                """);
    }

    @Test
    void eachReportIsAMomentOfItsOwn() {
        var read = DumpText.group(REPORT + REPORT + "SIGQUIT: quit\n\n" + DumpText.TWO);
        assertThat(read.problems().first()).isEmpty();
        assertThat(read.dumps()).hasSize(3);
        assertThat(read.dumps().getFirst().headlines()).containsExactly("WARNING: DATA RACE");
        assertThat(read.dumps().getLast().goroutines()).isEqualTo(2);
    }

    @Test
    void itMayLieInTheOutputOfGoTest() {
        var wrapped = REPORT.lines()
                .map(line -> "{\"Action\":\"output\",\"Package\":\"p\",\"Output\":\"" + line.replace("\t", "\\t")
                        + "\\n\"}\n")
                .collect(Collectors.joining());
        assertThat(DumpText.read(wrapped).print())
                .isEqualTo(DumpText.read(REPORT).print());
    }

    @Test
    void whatIsCutOffIsReadAsFarAsItGoes() {
        var cut = REPORT.substring(0, REPORT.indexOf("Previous"));
        assertThat(DumpText.read(cut).goroutines())
                .extracting(DumpedGoroutine::goroutine)
                .extracting(Goroutine::id)
                .containsExactly(8L);
        var other = REPORT.substring(0, REPORT.indexOf("Goroutine 8")) + "something else\n\n" + DumpText.TWO;
        assertThat(DumpText.read(other).goroutines()).hasSize(4);
    }

    @Test
    void aStackThatWasLostIsNoFrame() {
        var lost = REPORT.replace(
                        "  example.org/r.(*T).get()\n      /src/r.go:5 +0x30\n", "  [failed to restore the stack]\n")
                .replace("  main.main()\n      /src/main.go:9 +0x30\n", "");
        var read = DumpText.read(lost);
        assertThat(read.goroutines().getLast().frames()).isEmpty();
        assertThat(read.problems()).isEmpty();
    }
}
