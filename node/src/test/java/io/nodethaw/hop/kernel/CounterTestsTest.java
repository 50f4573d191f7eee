package io.nodethaw.hop.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Rule;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.Pressure;
import io.nodethaw.hop.WholeNode;
import io.nodethaw.wait.NodeEvidence;
import io.nodethaw.wait.NodeView;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules that rule kernel and disk out. */
class CounterTestsTest {
    private final WholeNode here = new WholeNode();

    private List<Finding> findings(Rule rule) {
        return findings(rule, here.node.view());
    }

    private static List<Finding> findings(Rule rule, NodeView view) {
        return rule.judge(view, WholeNode.chain().graph(view));
    }

    private void pressure(double ioSome, double ioFull) {
        here.node.says(Pressure.TYPE, new Pressure(1, 0, 0, ioSome, ioFull));
    }

    @Test
    void quietDiskIsRuledOut() {
        pressure(12, 0.04);
        assertThat(findings(new DiskQuiet())).singleElement().satisfies(finding -> {
            assertThat(finding).isInstanceOf(Finding.Clear.class);
            assertThat(finding.title()).isEqualTo("PSI io 0.0");
        });
    }

    @Test
    void diskUnderPressureIsNotRuledOut() {
        pressure(90, 40);
        assertThat(findings(new DiskQuiet())).isEmpty();
    }

    @Test
    void diskIsNotRuledOutBlindly() {
        assertThat(findings(new DiskQuiet())).isEmpty();
    }

    @Test
    void kernelThatHoldsNoHopIsRuledOut() {
        assertThat(findings(new NoHopInDisk())).extracting(Finding::code).containsExactly("kernel.no-hop-in-d");
    }

    @Test
    void hopInDKeepsTheKernelUnderSuspicion() {
        here.containerd.state('D');
        assertThat(findings(new NoHopInDisk())).isEmpty();
    }

    @Test
    void oneThreadOfAHopInDIsEnough() {
        here.containerd.thread(65).state('D');
        assertThat(findings(new NoHopInDisk())).isEmpty();
    }

    @Test
    void containerThatTheKernelKeepsFromEndingIsNoHopButWaits() {
        here.nginx
                .inD("percpu_rwsem_wait")
                .held(210, 'D', "percpu_rwsem_wait", Duration.ofMinutes(1))
                .killed();
        assertThat(findings(new NoHopInDisk())).isEmpty();
    }

    @Test
    void threadThatTheKernelHoldsForAMomentIsEnough() {
        here.containerd.held(65, 'D', "folio_wait_bit", Duration.ofMillis(3));
        assertThat(findings(new NoHopInDisk())).isEmpty();
    }

    @Test
    void frozenHopLooksAsIfItWereInD() {
        here.containerd.state('D').frozenIn("/containerd");
        assertThat(findings(new NoHopInDisk())).hasSize(1);
    }

    @Test
    void strangerInDIsNoHop() {
        here.node.process(300, "cp").inD("folio_wait_bit");
        assertThat(findings(new NoHopInDisk())).hasSize(1);
    }

    @Test
    void kernelIsNotRuledOutWhereNoHopWasSeen() {
        var nothing = new NodeView(new Evidence.Builder(NodeEvidence.AT).build());
        assertThat(findings(new NoHopInDisk(), nothing)).isEmpty();
    }
}
