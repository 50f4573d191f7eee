package io.nodethaw.hop.docker;

import static io.nodethaw.wait.GoroutineWords.frame;
import static io.nodethaw.wait.GoroutineWords.selects;
import static io.nodethaw.wait.NodeEvidence.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.HandMadeGraph;
import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.wait.GoroutineWords;
import io.nodethaw.wait.NodeEvidence;
import io.nodethaw.wait.ProcessEvidence;
import io.nodethaw.wait.ReadTwice;
import io.nodethaw.wait.Role.Standing;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogDriverTest {
    private static final String COPIER = "github.com/docker/docker/daemon/logger.(*Copier).copySrc";

    private final NodeEvidence node = node();
    private final ProcessEvidence dockerd = node.process(20, "dockerd");
    private final HandMadeGraph graph = new HandMadeGraph(node).role(dockerd, "docker", Standing.SILENT);

    private void read(Goroutine... goroutines) {
        node.says(Goroutines.TYPE, Integer.toString(dockerd.pid()), GoroutineWords.of(dockerd, goroutines));
    }

    private List<Finding> judged() {
        return new LogDriver().judge(ReadTwice.same(node), graph.graph());
    }

    @Test
    void driverThatDoesNotTakeALineIsNamed() {
        var log = frame("github.com/docker/docker/daemon/logger/fluentd.(*fluentd).Log", "0x1");
        read(selects(7, log, frame(COPIER, "0x1")), selects(8, log, frame(COPIER, "0x1")));
        assertThat(judged()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("docker.log-driver-blocked");
            assertThat(finding.title()).isEqualTo("log driver fluentd does not accept a line of 2 streams");
        });
    }

    @Test
    void copierThatWaitsForOutputIsAtRest() {
        read(selects(7, frame("os.(*File).Read", "0x1"), frame(COPIER, "0x1")));
        assertThat(judged()).isEmpty();
    }

    @Test
    void lineThatIsTakenBetweenTwoLooksIsNone() {
        read(selects(7, frame("github.com/docker/docker/daemon/logger/fluentd.(*fluentd).Log", "0x1")));
        var later = GoroutineWords.of(dockerd, selects(7, frame(COPIER, "0x1")));
        assertThat(new LogDriver().judge(ReadTwice.then(node, later), graph.graph()))
                .isEmpty();
    }
}
