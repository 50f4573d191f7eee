package io.nodethaw.wait;

import static io.nodethaw.wait.NodeEvidence.node;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WaitGraphTest {
    private final NodeEvidence node = node();
    private final Vertex one = node.process(20, "one").vertex();
    private final Vertex two = node.process(21, "two").vertex();
    private final Vertex three = node.process(22, "three").vertex();
    private final Edge needs = Edge.of(one, two, Strength.NEEDS, Wait.PIPE, "reads");
    private final Edge any = Edge.of(two, three, Strength.ANY, Wait.POLL, "polls");
    private final Edge back = Edge.of(two, one, Strength.INFERRED, Wait.OPEN_CONNECTION, "asks");
    private final WaitGraph graph = new WaitGraph(List.of(needs, any, back), List.of(), List.of());

    @Test
    void edgesAreFoundFromBothEnds() {
        assertThat(graph.from(two)).containsExactly(any, back);
        assertThat(graph.to(two)).containsExactly(needs);
        assertThat(graph.from(three)).isEmpty();
    }

    @Test
    void reachFollowsOnlyEdgesThatCountAndEndsInARing() {
        assertThat(graph.reach(List.of(one), Edge::leadsOn)).containsExactly(one, two);
        assertThat(graph.reach(List.of(one), _ -> true)).containsExactly(one, two, three);
        assertThat(graph.reach(List.of(), _ -> true)).isEmpty();
    }

    @Test
    void firstRoleOfAVertexCounts() {
        var roles = List.of(
                new Role(one, "containerd", "containerd 20", "", Role.Standing.SILENT),
                new Role(one, "cri", "cri 20", "", Role.Standing.ANSWERED));
        assertThat(new WaitGraph(List.of(), List.of(), roles).role(one))
                .map(Role::hop)
                .contains("containerd");
    }

    @Test
    void wordsAreThoseOfReports() {
        assertThat(Wait.OPEN_CONNECTION.word()).isEqualTo("open-connection");
        assertThat(Strength.NEEDS.word()).isEqualTo("needs");
    }
}
