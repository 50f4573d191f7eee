package io.nodethaw.hop.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.MountSummary;
import io.nodethaw.evidence.Namespaces;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.hop.LeftNode;
import io.nodethaw.wait.NodeView;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Crowds of what has ended: dead children of one process, and network namespaces without processes. */
class CrowdsLeftTest {
    private final LeftNode node = new LeftNode();

    private void deadChildren(int count) {
        for (int i = 0; i < count; i++) {
            node.here.node.child(node.here.shim, 1000 + i, "sh").state('Z');
        }
    }

    private void namespaces(int count) {
        node.mounted(new MountSummary(
                count,
                count + " of type nsfs",
                List.of(),
                LongStream.range(0, count).mapToObj(i -> 5000 + i).toList()));
    }

    @Test
    void hundredsOfDeadChildrenAreTold() {
        deadChildren(500);
        assertThat(LeftNode.left(node.twice())).containsExactly("kernel.dead-children containerd-shim 200");
    }

    @Test
    void someDeadChildrenAreNot() {
        deadChildren(50);
        assertThat(LeftNode.left(node.twice())).isEmpty();
    }

    /** A shell that starts and ends many has hundreds for a moment. */
    @Test
    void deadChildrenOfOneMomentAreInDoubt() {
        deadChildren(500);
        var view = new NodeView(node.once());
        assertThat(LeftNode.left(view)).isEmpty();
        assertThat(LeftNode.isInDoubt(view)).isTrue();
    }

    @Test
    void blindLookSeesNoDeadChildren() {
        deadChildren(500);
        assertThat(LeftNode.left(node.blindTo(ProcessTable.TYPE))).isEmpty();
    }

    @Test
    void hundredsOfNamespacesWithoutProcessesAreTold() {
        namespaces(400);
        node.here.containerd.networkNamespace(1);
        assertThat(LeftNode.left(node.twice())).containsExactly("kernel.dead-network-namespaces network namespaces");
    }

    @Test
    void namespacesThatProcessesAreInAreNot() {
        namespaces(210);
        for (int i = 0; i < 50; i++) {
            node.here.node.process(2000 + i, "pause").networkNamespace(5000 + i);
        }
        assertThat(LeftNode.left(node.twice())).isEmpty();
    }

    @Test
    void blindLookSeesNoNamespaces() {
        namespaces(400);
        node.here.containerd.networkNamespace(1);
        assertThat(LeftNode.left(node.blindTo(MountSummary.TYPE))).isEmpty();
        assertThat(LeftNode.left(node.blindTo(Namespaces.TYPE))).isEmpty();
    }
}
