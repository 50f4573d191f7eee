package io.nodethaw.collect.proc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SchedFileTest {
    @Test
    void momentIsInMilliseconds() {
        assertThat(SchedFile.parse(
                        "runc (2230, #threads: 2)\n---\nse.exec_start      :   4878495.720390\nse.vruntime : 5.6\n"))
                .contains(Duration.ofMillis(4878495));
    }

    @Test
    void threadThatMovesToAnotherProcessorHasNone() {
        assertThat(SchedFile.parse("se.exec_start : 0.000000\n")).isEmpty();
    }

    @Test
    void anythingElseTellsNothing() {
        assertThat(SchedFile.parse("se.exec_start : much\n")).isEmpty();
        assertThat(SchedFile.parse("")).isEmpty();
        assertThat(SchedFile.lastRan("/nowhere/sched")).isEmpty();
    }
}
