package io.nodethaw.lab;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Wedges a real systemd and lets heal cure it, including a heal that is killed on the way: the rows of lab/cure of tier test; once,
 * or {@code -Dlab.repeat=N} times.
 */
class CuresLabTest {

    /** Nine rows of 8 to 30 s. */
    private static final Duration A_ROUND = Duration.ofMinutes(12);

    @Test
    void wedgedNodesAreCuredOnce() throws IOException, InterruptedException {
        int repeat = Integer.getInteger("lab.repeat", 1);
        LabProgram.run(
                A_ROUND.multipliedBy(repeat),
                List.of(LabProgram.file("cure").toString(), "--tier", "test", "--repeat", Integer.toString(repeat)));
    }
}
