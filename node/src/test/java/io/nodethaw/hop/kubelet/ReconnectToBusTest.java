package io.nodethaw.hop.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.hop.HealingParts;
import io.nodethaw.hop.NoAccess;
import io.nodethaw.hop.WholeNode;
import io.nodethaw.hop.dbus.BusEcho;
import io.nodethaw.remedy.Diagnosis;
import io.nodethaw.remedy.Target;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReconnectToBusTest {
    private static final Target KUBELET = new Target(80, 5, "kubelet 80");

    private final WholeNode here = new WholeNode();
    private final ReconnectToBus remedy = new ReconnectToBus();

    private Diagnosis look() {
        var view = here.node.view();
        var graph = WholeNode.chain().graph(view);
        return new HealingParts(WholeNode.chain().hops())
                .diagnosis(view, graph, WholeNode.chain().judge(view, graph));
    }

    private List<String> refusals() {
        return remedy.premises(NoAccess.any(), KUBELET, look()).stream()
                .flatMap(check -> check.refusal().stream())
                .toList();
    }

    @Test
    void kubeletAloneIsTreated() {
        assertThat(remedy.answers()).containsExactly("kubelet.bus-connection-closed");
        assertThat(remedy.units()).containsExactly("kubelet.service");
    }

    @Test
    void busAndSystemdMustAnswer() {
        assertThat(refusals()).isEmpty();
        here.deaf();
        assertThat(refusals()).singleElement().asString().startsWith("systemd does not answer");
        here.node.silent(BusEcho.TYPE);
        assertThat(refusals()).hasSize(2).first().asString().startsWith("dbus-daemon does not answer");
    }
}
