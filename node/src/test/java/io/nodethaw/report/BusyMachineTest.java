package io.nodethaw.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.hop.WholeNode;
import io.nodethaw.hop.docker.DockerAnswer;
import io.nodethaw.wait.NodeView;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where processors were missing, the first line says so: it is why nothing could be told. */
class BusyMachineTest {
    private final WholeNode here = new WholeNode();

    private String line() {
        var chain = WholeNode.chain();
        var view = new NodeView(
                here.node.silent(DockerAnswer.TYPE, WholeNode.DOCKER).evidence());
        var graph = chain.graph(view);
        var verdict = chain.judge(view, graph);
        return new Report(verdict, graph, view, chain.triage(view, graph, verdict), "nodethaw", "", List.of())
                .print(OutputFormat.LINE, Ink.PLAIN);
    }

    @Test
    void aDaemonThatGotNoProcessorDidNotAnswerOnABusyMachine() {
        here.dockerd.still().thread(70).state('R'); // it could run, and never did
        assertThat(line()).startsWith("UNCLEAR  could not tell: dockerd 70: no answer while this machine was busy");
    }

    @Test
    void withoutThatNothingShowsWhy() {
        here.dockerd.still();
        assertThat(line()).doesNotContain("busy");
    }
}
