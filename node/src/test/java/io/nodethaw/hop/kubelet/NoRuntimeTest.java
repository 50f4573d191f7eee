package io.nodethaw.hop.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.RuntimeEndpoint;
import io.nodethaw.hop.RuntimeSockets;
import io.nodethaw.hop.WholeNode;
import io.nodethaw.wait.NodeEvidence;
import java.util.Optional;
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

    private void told(String address) {
        node.says(RuntimeEndpoint.TYPE, new RuntimeEndpoint(Optional.of(address), "/var/lib/kubelet/config.yaml"));
    }

    private String title() {
        return WholeNode.verdict(node.evidence())
                .roots()
                .getFirst()
                .finding()
                .orElseThrow()
                .title();
    }

    @Test
    void socketThatItIsToldToUseIsNamedAlsoWhereAnotherRuntimeServes() {
        var containerd = node.process(90, "containerd");
        node.listener(WholeNode.CONTAINERD, containerd.fd(3));
        assertThat(judged()).doesNotContain("no-runtime");
        told("unix:///var/run/crio/crio.sock");
        assertThat(judged()).contains("no-runtime");
        assertThat(title()).isEqualTo("nobody listens at /run/crio/crio.sock, and kubelet needs it");
    }

    @Test
    void runtimeThatMayBeAboutToListenIsOne() {
        node.process(90, "crio");
        told("unix:///run/crio/crio.sock");
        assertThat(judged()).doesNotContain("no-runtime");
    }

    @Test
    void whereSomebodyListensKubeletMayBeAboutToConnect() {
        node.listener("/run/my/cri.sock", node.process(90, "my-runtime").fd(3));
        told("/run/my/cri.sock");
        assertThat(judged()).doesNotContain("no-runtime");
    }

    @Test
    void socketThatItIsToldToUseIsAskedByTheHopOfItsRuntime() {
        told("unix:///run/my/cri.sock");
        assertThat(RuntimeSockets.of(node.view())).containsExactly("/run/my/cri.sock");
    }

    @Test
    void socketOfARuntimeThatItUsesIsAskedAndThoseOfPlugInsAreNot() {
        var containerd = node.process(90, "containerd");
        var driver = node.process(91, "driver");
        node.listener("/run/acme/containerd.sock", containerd.fd(3))
                .accepted("/run/acme/containerd.sock", node.process(80).fd(9), containerd.fd(4));
        node.listener("/run/acme/driver.sock", driver.fd(3))
                .accepted("/run/acme/driver.sock", node.process(80).fd(10), driver.fd(4));
        assertThat(RuntimeSockets.of(node.view())).containsExactly("/run/acme/containerd.sock");
    }
}
