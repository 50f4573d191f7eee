package io.nodethaw.wait.go;

import static io.nodethaw.wait.GoroutineWords.frame;
import static io.nodethaw.wait.GoroutineWords.selects;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FramePatternTest {
    private static final FramePattern PATTERN =
            FramePattern.of("example.com/d.(*Daemon).*", "*tools/reaper.(*Monitor).Wait", "example.com/d.serve");

    @Test
    void starStandsForTheRestOfANameOrForTheModuleInFront() {
        assertThat(PATTERN.isIn(selects(1, frame("example.com/d.(*Daemon).Stop", ""))))
                .isTrue();
        assertThat(PATTERN.isIn(selects(1, frame("example.com/x/tools/reaper.(*Monitor).Wait", ""))))
                .isTrue();
        assertThat(PATTERN.isIn(selects(1, frame("main.a", ""), frame("example.com/d.serve", ""))))
                .isTrue();
        assertThat(PATTERN.isIn(selects(1, frame("example.com/d.serveAll", ""))))
                .isFalse();
    }

    @Test
    void whatWasCopiedIntoAVendorFolderIsTheSame() {
        assertThat(PATTERN.isIn(selects(1, frame("example.org/x/vendor/example.com/d.serve", ""))))
                .isTrue();
    }

    @Test
    void outermostOfItsFunctionsIsTold() {
        var goroutine = selects(
                1,
                frame("example.com/d.(*Daemon).wait", ""),
                frame("example.com/d.(*Daemon).Stop", ""),
                frame("main.main", ""));
        assertThat(PATTERN.outermost(goroutine)).contains("example.com/d.(*Daemon).Stop");
        assertThat(PATTERN.outermost(selects(2, frame("main.main", "")))).isEmpty();
    }
}
