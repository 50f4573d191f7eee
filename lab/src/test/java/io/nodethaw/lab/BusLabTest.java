package io.nodethaw.lab;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Compares {@code nodethaw bus} with busctl on a real node; once, or {@code -Dlab.repeat=N} times. The check with a deaf systemd, in
 * which busctl waits for more than a minute, is left to {@code make lab}.
 */
class BusLabTest {

    /** Four checks of 1 to 15 s, and a node. */
    private static final Duration A_ROUND = Duration.ofMinutes(3);

    @Test
    void theBusIsToldAsBusctlTellsIt() throws IOException, InterruptedException {
        int repeat = Integer.getInteger("lab.repeat", 1);
        LabProgram.run(
                A_ROUND.multipliedBy(repeat),
                List.of(
                        LabProgram.file("bus/run").toString(),
                        "--checks",
                        "list,tree,wraps,ends",
                        "--repeat",
                        Integer.toString(repeat)));
    }
}
