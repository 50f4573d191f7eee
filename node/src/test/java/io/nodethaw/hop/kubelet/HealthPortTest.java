package io.nodethaw.hop.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Reading;
import io.nodethaw.hop.WholeNode;
import io.nodethaw.wait.NodeEvidence;
import io.nodethaw.wait.ProcessEvidence;
import org.junit.jupiter.api.Test;

/** A kubelet that was given another health port is known by the port of its server. */
class HealthPortTest {
    private final NodeEvidence node = NodeEvidence.node();
    private final ProcessEvidence kubelet = node.process(80, "kubelet");

    HealthPortTest() {
        node.systemd();
        node.tcpListener("[::]:10250", kubelet.fd(5))
                .listener("/run/crio/crio.sock", node.process(90, "crio").fd(3));
        node.reading(KubeletAnswer.TYPE, "", new Reading.NotAsked<>("nothing listens on port 10248"));
    }

    private String judged() {
        return WholeNode.judged(WholeNode.verdict(node.evidence()));
    }

    @Test
    void itsOnePortOnTheLoopbackInterfaceIsAsked() {
        node.tcpListener("127.0.0.1:10348", kubelet.fd(6)).tcpListener("127.0.0.1:41234", kubelet.fd(7));
        assertThat(HealthPort.other(node.view())).contains(10348);
        node.silent(KubeletAnswer.TYPE, "10348");
        assertThat(judged()).contains("kubelet 80");
        node.says(KubeletAnswer.TYPE, "10348", new KubeletAnswer(500, "[-]syncloop failed"));
        assertThat(judged()).contains("kubelet.unhealthy");
        node.says(KubeletAnswer.TYPE, "10348", new KubeletAnswer(200, "ok"));
        assertThat(judged()).doesNotContain("kubelet.unhealthy");
    }

    @Test
    void whichOfSeveralItIsIsNotKnown() {
        node.tcpListener("127.0.0.1:10348", kubelet.fd(6)).tcpListener("127.0.0.1:10349", kubelet.fd(7));
        assertThat(HealthPort.other(node.view())).isEmpty();
        assertThat(HealthPort.kubelet(node.view())).isPresent();
        assertThat(HealthPort.blindSpot(node.view()).orElseThrow().why())
                .contains("has no port that is known to tell its health");
    }

    @Test
    void portThatIsForSomethingElseDoesNotMakeKubeletAStranger() {
        node.tcpListener("127.0.0.1:10348", kubelet.fd(6));
        node.reading(KubeletAnswer.TYPE, "10348", new Reading.NotAsked<>("port 10348 does not tell kubelet's health"));
        assertThat(HealthPort.blindSpot(node.view()).orElseThrow().why())
                .contains("has no port that is known to tell its health");
    }

    @Test
    void defaultPortIsAskedWhereItIsThere() {
        node.tcpListener("127.0.0.1:10248", kubelet.fd(6)).tcpListener("127.0.0.1:10348", kubelet.fd(7));
        assertThat(HealthPort.other(node.view())).isEmpty();
        assertThat(HealthPort.blindSpot(node.view())).isEmpty();
    }

    @Test
    void strangerAtTheDefaultPortDoesNotSpeakForKubelet() {
        node.tcpListener("127.0.0.1:10348", kubelet.fd(6))
                .tcpListener(
                        "127.0.0.1:10248",
                        node.process(300, "python3")
                                .ofUser(65534)
                                .mountNamespace(77)
                                .fd(3));
        node.says(KubeletAnswer.TYPE, new KubeletAnswer(500, "[-]syncloop failed"));
        node.says(KubeletAnswer.TYPE, "10348", new KubeletAnswer(200, "ok"));
        assertThat(HealthPort.kubelet(node.view()).orElseThrow().pid()).isEqualTo(80);
        assertThat(judged()).doesNotContain("kubelet.unhealthy");
    }
}
