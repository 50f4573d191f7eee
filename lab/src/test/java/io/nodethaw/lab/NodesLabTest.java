package io.nodethaw.lab;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The lab's nodes themselves. */
class NodesLabTest {

    @Test
    void nodesComeUpWorkAndLeaveNothingBehind() throws IOException, InterruptedException {
        LabProgram.run(Duration.ofMinutes(5), List.of(LabProgram.file("check").toString()));
    }
}
