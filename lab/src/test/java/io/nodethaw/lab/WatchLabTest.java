package io.nodethaw.lab;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Watches a node while a fault is made and undone: only changes are printed, and the last one is that it is healthy. */
class WatchLabTest {

    /** Two rows of half a minute each. */
    private static final Duration LIMIT = Duration.ofMinutes(6);

    @Test
    void onlyChangesArePrintedUntilTheNodeIsHealthyAgain() throws IOException, InterruptedException {
        LabProgram.run(LIMIT, List.of(LabProgram.file("watch").toString()));
    }
}
