package io.nodethaw.wait.go;

import static io.nodethaw.wait.GoroutineWords.selects;
import static io.nodethaw.wait.NodeEvidence.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutine.Frame;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.wait.GoroutineWords;
import io.nodethaw.wait.NodeEvidence;
import io.nodethaw.wait.ProcessEvidence;
import io.nodethaw.wait.ReadTwice;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandingGoroutinesTest {
    private final NodeEvidence node = node();
    private final ProcessEvidence daemon = node.process(20, "dockerd");

    private List<Goroutine> standing(Goroutine before, Goroutine later) {
        node.says(Goroutines.TYPE, "20", GoroutineWords.of(daemon, before));
        return StandingGoroutines.of(ReadTwice.then(node, GoroutineWords.of(daemon, later)), daemon.pid());
    }

    private static Frame at(int line, String arguments) {
        return new Frame("main.poll", arguments, "/src/poll.go", line, line * 8L, false, List.of());
    }

    @Test
    void whoIsAtTheSamePlaceStands() {
        assertThat(standing(selects(7, at(10, "0xc0001000")), selects(7, at(10, "0xc0001000"))))
                .hasSize(1);
    }

    @Test
    void theRuntimeMayHaveMovedItsStack() {
        assertThat(standing(selects(7, at(10, "0xc0001000")), selects(7, at(10, "0xc0008000"))))
                .hasSize(1);
    }

    @Test
    void whoIsElsewhereInTheSameFunctionHasGoneOn() {
        assertThat(standing(selects(7, at(10, "0x1")), selects(7, at(12, "0x1"))))
                .isEmpty();
    }

    @Test
    void oneReadingTellsNothing() {
        node.says(Goroutines.TYPE, "20", GoroutineWords.of(daemon, selects(7, at(10, "0x1"))));
        assertThat(StandingGoroutines.of(node.view(), daemon.pid())).isEmpty();
        assertThat(StandingGoroutines.readTwice(node.view(), daemon.pid())).isFalse();
    }
}
