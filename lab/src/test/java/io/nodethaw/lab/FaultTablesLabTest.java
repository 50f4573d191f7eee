package io.nodethaw.lab;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The tables of faults in README.md and docs/faults.md are as the rows of lab/fault tell; {@code lab/faults} writes them. */
class FaultTablesLabTest {

    @Test
    void tablesOfFaultsAreUpToDate() throws IOException, InterruptedException {
        LabProgram.run(Duration.ofMinutes(1), List.of(LabProgram.file("faults").toString(), "--check"));
    }
}
