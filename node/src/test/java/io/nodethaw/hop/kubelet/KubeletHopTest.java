package io.nodethaw.hop.kubelet;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Outcome;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.Namespaces;
import io.nodethaw.evidence.Reading;
import io.nodethaw.hop.SocketFolder;
import io.nodethaw.hop.WholeNode;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Vertex;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class KubeletHopTest {
    private static final String SICK = """
            [+]ping ok
            [+]log ok
            [-]syncloop failed: reason withheld
            healthz check failed
            """;

    private final WholeNode here = new WholeNode();

    private static KubeletHop hop() {
        return new KubeletHop(new SocketFolder(Path.of("/nowhere")).host(), 0);
    }

    private static InetSocketAddress anyPort() throws IOException {
        return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0);
    }

    private static Reading<KubeletAnswer> asked(int port) {
        return Outcome.of(deadline -> KubeletHop.health(port, deadline), Deadline.in(Duration.ofSeconds(10)));
    }

    @Test
    void namespaceWithoutALoopbackHasNoKubelet() {
        assertThat(KubeletHop.isUnreachable(new SocketException("Network is unreachable")))
                .isTrue();
        assertThat(KubeletHop.isUnreachable(new SocketException("Connection reset")))
                .isFalse();
    }

    @Test
    void statusAndTextOfItsHealthAreKept() throws IOException {
        var server = HttpServer.create(anyPort(), 0);
        server.createContext("/healthz", exchange -> {
            exchange.sendResponseHeaders(500, SICK.length());
            exchange.getResponseBody().write(SICK.getBytes(US_ASCII));
            exchange.close();
        });
        server.start();
        try {
            assertThat(asked(server.getAddress().getPort()))
                    .isEqualTo(new Reading.Seen<>(new KubeletAnswer(500, SICK)));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void nothingIsAskedWhereNobodyListens() throws IOException {
        var listener = ServerSocketChannel.open().bind(anyPort());
        int port = listener.socket().getLocalPort();
        listener.close();
        assertThat(asked(port)).isEqualTo(new Reading.NotAsked<>("nothing listens on port " + port));
    }

    @Test
    void failedPartsAreNamedAndElseTheStatus() {
        assertThat(new KubeletAnswer(500, SICK).complaint()).isEqualTo("healthz says syncloop failed");
        assertThat(new KubeletAnswer(500, "[-]log failed: x\n[-]syncloop failed: y").complaint())
                .isEqualTo("healthz says log, syncloop failed");
        assertThat(new KubeletAnswer(503, "").complaint()).isEqualTo("healthz says status 503");
        assertThat(new KubeletAnswer(204, "").isWell()).isTrue();
    }

    private List<Role> rolesIn(long mount, long processes) {
        here.node.says(Namespaces.TYPE, "1", new Namespaces(1, 10, 11, 12));
        here.node.says(Namespaces.TYPE, "80", new Namespaces(80, mount, processes, 12));
        return hop().roles(here.node.view());
    }

    @Test
    void rootInAContainerOfTheNodesNetworkIsNoKubelet() {
        assertThat(rolesIn(20, 21)).isEmpty();
        assertThat(HealthPort.mayAnswer(here.node.view())).isFalse();
    }

    @Test
    void kubeletMayHaveMountsOfItsOwn() {
        assertThat(rolesIn(20, 11)).hasSize(1);
    }

    @Test
    void sickKubeletIsAVictimThatItsAnswerDoesNotClear() {
        here.node.says(KubeletAnswer.TYPE, new KubeletAnswer(500, SICK));
        assertThat(hop().victims(here.node.view(), List.of())).singleElement().satisfies(victim -> {
            assertThat(victim.vertex()).isEqualTo(here.kubelet.vertex());
            assertThat(victim.why()).isEqualTo("healthz says syncloop failed");
            assertThat(victim.pastLimit()).isFalse();
        });
        assertThat(hop().roles(here.node.view())).extracting(Role::standing).containsExactly(Role.Standing.NOT_ASKED);
    }

    @Test
    void sickKubeletThatCannotBeFoundIsAVictimAllTheSame() {
        here.node.says(KubeletAnswer.TYPE, new KubeletAnswer(500, SICK));
        assertThat(hop().victims(here.node.blindTo(Descriptors.TYPE), List.of()))
                .singleElement()
                .satisfies(victim -> assertThat(victim.vertex()).isEqualTo(new Vertex.Remote("kubelet")));
    }
}
