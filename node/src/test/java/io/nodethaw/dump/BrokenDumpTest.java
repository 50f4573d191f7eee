package io.nodethaw.dump;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines that do not fit are reported with their number, and reading goes on. */
class BrokenDumpTest {
    private static final String REST = "\ngoroutine 99 [select]:\nmain.main()\n\t/src/main.go:1 +0x2\n";

    @Test
    void aGoroutineThatIsCutOffIsToldAndTheNextIsRead() {
        var read = DumpText.read("goroutine 5 [select]:\nmain.F()\n\t/src/a.go:1 +0x2\nmain.G(0x1)\n" + REST);
        assertThat(read.goroutines())
                .extracting(goroutine -> goroutine.header().id())
                .containsExactly(5L, 99L);
        assertThat(read.problems()).containsExactly(new Problem(5, "goroutine 5 is cut off in frame 2"));
    }

    @Test
    void theEndOfTheFileInALineIsTold() {
        var read = DumpText.read("goroutine 5 [select]:\nmain.F()\n\t/src/a.go:1 +0x2\nmain.G(0xc0000");
        assertThat(read.goroutines().getFirst().frames()).hasSize(1);
        assertThat(read.problems()).containsExactly(new Problem(4, "the file ends in goroutine 5, perhaps cut off"));
    }

    @Test
    void aBeginningThatIsMissingIsToldOnce() {
        var read = DumpText.read("\t/src/a.go:1 +0x2\nmain.G(0xc0000)\n\t/src/a.go:7 +0x2\n" + REST);
        assertThat(read.goroutines()).hasSize(1);
        assertThat(read.problems())
                .containsExactly(new Problem(1, "frames without a header: the beginning of the goroutine is missing"));
    }

    @Test
    void aNumberThatIsTooLargeIsTold() {
        var read =
                DumpText.read("goroutine 12345678901234567890123 [select]:\nmain.F()\n\t/src/a.go:1 +0x2\n\n" + REST);
        assertThat(read.goroutines()).hasSize(1);
        assertThat(read.problems())
                .containsExactly(new Problem(1, "the number of this goroutine has too many digits; it is left out"));
    }

    @Test
    void aLogLineAmongTheFramesIsLeftOut() {
        var read = DumpText.read("goroutine 5 [select]:\nmain.F()\nlevel=info msg=hello\n\t/src/a.go:1 +0x2\n"
                + "I1126 10:00:00 another line\nmain.G(0x1)\n\t/src/a.go:2 +0x2\n" + REST);
        assertThat(read.goroutines().getFirst().frames())
                .extracting(frame -> frame.line())
                .containsExactly(1, 2);
        assertThat(read.problems()).extracting(Problem::line).containsExactly(3L, 5L);
    }

    @Test
    void aHeaderAloneIsTold() {
        var read = DumpText.read("goroutine 5 [select]:\n" + REST);
        assertThat(read.problems()).containsExactly(new Problem(1, "goroutine 5 has no frames"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "goroutine 1 gp=",
                "goroutine 1 [a",
                "goroutine 1 [a] {",
                "goroutine ",
                "\\",
                "(",
                "{\"goroutine 1 [a]:\\n"
            })
    void aLineFullOfBeginningsIsReadOnce(String beginning) {
        // read again from each of them, it would take an hour
        assertThat(DumpText.read(beginning.repeat(3_000_000 / beginning.length())))
                .isNotNull();
    }

    @Test
    void problemsAreCountedWhenTheyAreMany() throws Exception {
        var text = "goroutine 5 [select]:\n\n".repeat(Problems.MOST + 7);
        var problems = GoroutineDumps.each(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), _ -> {});
        assertThat(problems.first()).hasSize(Problems.MOST);
        assertThat(problems.more()).isEqualTo(7);
    }
}
