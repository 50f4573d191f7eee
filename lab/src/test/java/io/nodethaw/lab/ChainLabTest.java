package io.nodethaw.lab;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Makes a real wait of every kind on a node and compares what {@code nodethaw chain} shows; once, or {@code -Dlab.repeat=N} times. */
class ChainLabTest {

    /** Two dozen kinds of 2 to 3 s each. */
    private static final Duration A_ROUND = Duration.ofMinutes(4);

    @Test
    void everyKindOfWaitIsShownWithItsPeer() throws IOException, InterruptedException {
        int repeat = Integer.getInteger("lab.repeat", 1);
        LabProgram.run(
                A_ROUND.multipliedBy(repeat),
                List.of(LabProgram.file("chain/run").toString(), "--repeat", Integer.toString(repeat)));
    }
}
