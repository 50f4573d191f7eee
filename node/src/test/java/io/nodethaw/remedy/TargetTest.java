package io.nodethaw.remedy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.wait.Vertex;
import org.junit.jupiter.api.Test;

class TargetTest {
    @Test
    void aProcessIsItsPidAndStartTime() {
        var target = Target.of(new Vertex.Process(210, 900), "shim 210");
        assertThat(target.vertex()).isEqualTo(new Vertex.Process(210, 900));
    }

    @Test
    void aProcessThatAFileDoesNotTellSurelyIsNone() {
        var untold = new Vertex.Process(ProcessTable.withoutPid(0), 0);
        assertThatThrownBy(() -> Target.of(untold, "shim")).hasMessageContaining("without pid and start time");
    }
}
