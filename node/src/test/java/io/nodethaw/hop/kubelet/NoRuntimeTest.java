package io.nodethaw.hop.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.hop.WholeNode;
import io.nodethaw.wait.NodeEvidence;
import org.junit.jupiter.api.Test;

/** A kubelet that says it is well on a node without a container runtime runs no pod. */
class NoRuntimeTest {
    private final NodeEvidence node = NodeEvidence.node();

    NoRuntimeTest() {
        node.systemd();
        node.tcpListener("127.0.0.1:10248", node.process(80, "kubelet").fd(5));
        node.says(KubeletAnswer.TYPE, new KubeletAnswer(200, "ok"));
    }

    private String judged() {
        return WholeNode.judged(WholeNode.verdict(node.evidence()));
    }

    @Test
    void kubeletWithoutAnyRuntimeFails() {
        assertThat(judged()).isEqualTo("FAILING container runtime kubelet.no-runtime");
    }

    @Test
    void runtimeThatRunsIsOne() {
        node.process(90, "crio");
        assertThat(judged()).doesNotContain("no-runtime");
    }

    @Test
    void connectionToSomethingUnknownMayBeOne() {
        var own = node.process(90, "my-runtime");
        node.listener("/run/my.sock", own.fd(3))
                .accepted("/run/my.sock", node.process(80).fd(9), own.fd(4));
        assertThat(judged()).doesNotContain("no-runtime");
    }

    @Test
    void plugInOfKubeletIsNone() {
        var plugin = node.process(90, "csi-driver");
        var path = "/var/lib/kubelet/plugins/csi/csi.sock";
        node.listener(path, plugin.fd(3)).accepted(path, node.process(80).fd(9), plugin.fd(4));
        assertThat(judged()).contains("no-runtime");
    }
}
