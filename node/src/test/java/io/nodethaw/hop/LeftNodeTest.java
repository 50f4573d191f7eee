package io.nodethaw.hop;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.wait.NodeView;
import org.junit.jupiter.api.Test;

/** A healthy node has nothing left behind, and a look that finds nothing needs no second reading. */
class LeftNodeTest {
    @Test
    void healthyNodeHasNothingLeft() {
        var node = new LeftNode();
        assertThat(LeftNode.left(node.twice())).isEmpty();
        assertThat(LeftNode.isInDoubt(new NodeView(node.once()))).isFalse();
    }

    @Test
    void foldersThatWereNotAllReadSayNothing() {
        var node = new LeftNode().state("dead", 4711, 5, LeftNode.OLD).cutOff();
        assertThat(LeftNode.left(node.twice())).isEmpty();
    }
}
