package io.nodethaw.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.report.Ink;
import io.nodethaw.report.OutputFormat;
import io.nodethaw.report.Report;
import io.nodethaw.report.WaitChain;
import io.nodethaw.wait.NodeEvidence;
import io.nodethaw.wait.ProcessEvidence;
import io.nodethaw.wait.Role.Standing;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A user may start a shell within a shell some thousand times: no chain is too long to be judged and printed. */
class LongChainTest {
    private static final int LINKS = 10_000;

    private final NodeEvidence node = NodeEvidence.node();
    private final List<ProcessEvidence> chain = new ArrayList<>();
    private final HandMadeGraph graph = new HandMadeGraph(node);

    private void links(int many) {
        chain.add(node.process(10_000, "sh"));
        for (int i = 1; i < many; i++) {
            chain.add(node.child(chain.getLast(), 10_000 + i, "sh"));
            graph.child(chain.get(i - 1), chain.get(i));
        }
    }

    @Test
    void theEndOfTheChainIsTheRoot() {
        links(LINKS);
        for (int i = 1; i < LINKS; i++) {
            graph.needs(chain.get(i - 1), chain.get(i)); // so that it is not only a child, whose end nobody may expect
        }
        graph.victim(chain.getFirst());
        assertThat(graph.roots()).containsExactly("sh " + (10_000 + LINKS - 1));
        var verdict = graph.verdict();
        assertThat(verdict.waits()).hasSizeGreaterThanOrEqualTo(LINKS - 1);
        for (var format :
                List.of(OutputFormat.TEXT, OutputFormat.WIDE, OutputFormat.JSON, OutputFormat.YAML, OutputFormat.DOT)) {
            var report = new Report(verdict, graph.graph(), node.view(), Triage.NONE, "t", "", List.of());
            assertThat(report.print(format, Ink.PLAIN)).isNotEmpty();
        }
    }

    @Test
    void childrenThatNobodyExpectsToEndLeadNowhere() {
        links(LINKS);
        graph.victim(chain.getFirst()).role(chain.getLast(), "docker", Standing.ANSWERED);
        assertThat(graph.roots()).containsExactly("sh 10000");
    }

    @Test
    void everythingIsOurs() {
        links(LINKS);
        assertThat(node.view().isOurs(chain.getLast().pid())).isTrue();
    }

    @Test
    void aRingOfManyIsADeadlock() {
        links(3000);
        chain.forEach(ProcessEvidence::still);
        graph.needs(chain.getLast(), chain.getFirst()).victim(chain.getFirst());
        assertThat(new Roots(node.view(), graph.graph()).find())
                .singleElement()
                .satisfies(end -> assertThat(end.cycle()).hasSize(3000));
    }

    @Test
    void itsLinesAreNotAsLongAsTheChain() {
        links(LINKS);
        graph.needs(chain.getLast(), chain.getFirst());
        var starts = List.of(chain.getFirst().vertex());
        var told = new WaitChain(graph.graph(), node.view(), starts, List.of(), "t", List.of());
        var lines = told.print(OutputFormat.TEXT, Ink.PLAIN).lines().toList();
        assertThat(lines).hasSize(LINKS + 2);
        assertThat(lines.getLast()).startsWith("deadlock  sh 10000 needs sh 10001 needs ");
        assertThat(lines.subList(0, LINKS + 1)).allMatch(line -> line.length() < 200);
    }
}
