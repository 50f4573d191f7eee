package io.nodethaw.hop;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Descriptors;
import io.nodethaw.hop.docker.DockerAnswer;
import io.nodethaw.hop.kubelet.KubeletAnswer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressesTest {
    private final WholeNode here = new WholeNode();

    @ParameterizedTest
    @CsvSource({
        "/run/containerd/s/5af1, true",
        "/run/k3s/containerd/s/5af1, true",
        "@/containerd-shim/moby/c0ffee/shim.sock, true",
        "@containerd-shim/0011aabb, true",
        "/var/run/containerd/s/5af1, true",
        "/run/containerd/s/..5af1, true",
        "/run/containerd/s/../../user/1000/5af1, false",
        "/run/containerd/s/a/../../5af1, false",
        "/run/containerd/s/.., false",
        "/run/containerd/containerd.sock, false",
        "/run/containerd/containerd.sock.ttrpc, false",
    })
    void shimsAreKnownByWhereTheyListen(String path, boolean shim) {
        assertThat(Addresses.isShim(path)).isEqualTo(shim);
    }

    @Test
    void daemonsAreKnownByTheSocketTheyAcceptOnAndNotByTheirNames() {
        here.node.process(300, "dockerd");
        var view = here.node.view();
        assertThat(Addresses.acceptor(view, WholeNode.DOCKER)).contains(here.dockerd.vertex());
        assertThat(Addresses.acceptor(view, WholeNode.CONTAINERD)).contains(here.containerd.vertex());
        assertThat(Addresses.bus(view)).contains(here.bus.vertex());
        assertThat(Addresses.shims(view)).extracting(Addresses.Shim::process).containsExactly(here.shim.vertex());
    }

    @Test
    void olderPathOfRunIsTheSame() {
        var other = here.node.process(300, "cri-dockerd");
        here.node.listener("/var/run/cri-dockerd.sock", other.fd(3));
        assertThat(Addresses.acceptor(here.node.view(), "/run/cri-dockerd.sock"))
                .contains(other.vertex());
    }

    @Test
    void pidOneThatKeepsASocketForADaemonThatIsNotRunningIsNotThatDaemon() {
        here.node.listener("/run/cri-dockerd.sock", here.systemd.fd(50));
        assertThat(Addresses.acceptor(here.node.view(), "/run/cri-dockerd.sock"))
                .isEmpty();
    }

    @Test
    void servicesAreNoHelpersOfPidOneThatKeepsASocket() {
        here.node.listener("/run/cri-dockerd.sock", here.systemd.fd(50));
        var service = here.node.process(300, "service").aged(Duration.ofDays(3));
        here.node.pair(service.fd(3), here.node.process(301, "other").fd(4));
        service.blockedIn("read", 3);
        assertThat(here.judged()).isEqualTo("HEALTHY");
    }

    @Test
    void shimsOfANestedNodeAreNotOurs() {
        var inner = here.node.child(here.shim, 400, "systemd").knownAs(400, 1);
        here.node.listener(
                "/run/containerd/s/inner",
                here.node.child(inner, 401, "containerd-shim").fd(3));
        assertThat(Addresses.shims(here.node.view())).hasSize(1);
    }

    @Test
    void blindLookFindsNoDaemon() {
        var blind = here.node.blindTo(Descriptors.TYPE);
        assertThat(Addresses.acceptor(blind, WholeNode.DOCKER)).isEmpty();
        assertThat(Addresses.shims(blind)).isEmpty();
    }

    @Test
    void daemonThatCannotBeFoundIsNamedByItsAddress() {
        here.node.silent(DockerAnswer.TYPE, WholeNode.DOCKER).silent(KubeletAnswer.TYPE);
        var blind = here.node.blindTo(Descriptors.TYPE);
        assertThat(WholeNode.chain().graph(blind).edges())
                .extracting(edge -> edge.to().toString())
                .contains("Remote[where=the server of /run/docker.sock]", "Remote[where=kubelet]");
    }
}
