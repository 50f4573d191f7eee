package io.nodethaw.hop.kubelet;

import static io.nodethaw.wait.GoroutineWords.frame;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.hop.WholeNode;
import io.nodethaw.wait.GoroutineWords;
import io.nodethaw.wait.ProcessEvidence;
import io.nodethaw.wait.ReadTwice;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SilentPluginTest {
    private static final String SOCKET = "/var/lib/kubelet/device-plugins/a.sock";

    private final WholeNode here = new WholeNode();
    private final ProcessEvidence plugin = here.node.process(500, "device-plugin");

    private static Goroutine goroutine(
            long id, String state, Optional<Goroutine.Blocked> blocked, List<Long> shared, String... functions) {
        var frames = List.of(functions).stream()
                .map(function -> frame(function, "0x1"))
                .toList();
        return new Goroutine(id, state, -1, false, frames, Optional.empty(), blocked, shared);
    }

    private String after(Duration age, String method) {
        here.node.listener(SOCKET, plugin.fd(3)).accepted(SOCKET, here.kubelet.fd(30), plugin.fd(4));
        var call = goroutine(
                        205,
                        "select",
                        Optional.empty(),
                        List.of(7L),
                        "google.golang.org/grpc.(*ClientConn).Invoke",
                        "k8s.io/kubelet/pkg/apis/deviceplugin/v1beta1.(*devicePluginClient)." + method)
                .waiting(age);
        var reader = goroutine(
                634,
                "IO wait",
                Optional.of(new Goroutine.Blocked.OnDescriptor(30, false)),
                List.of(7L),
                "internal/poll.runtime_pollWait",
                "google.golang.org/grpc/internal/transport.(*http2Client).reader");
        here.node.says(
                Goroutines.TYPE, Integer.toString(here.kubelet.pid()), GoroutineWords.of(here.kubelet, call, reader));
        return WholeNode.judged(WholeNode.verdict(ReadTwice.same(here.node).evidence()));
    }

    @Test
    void pluginThatDoesNotAnswerForMinutesIsTheRoot() {
        assertThat(after(Duration.ofMinutes(3), "Allocate"))
                .isEqualTo("STALLED device-plugin 500 kubelet.device-plugin-silent");
    }

    @Test
    void pluginThatTakesSecondsIsWell() {
        assertThat(after(Duration.ofSeconds(40), "Allocate")).isEqualTo("HEALTHY");
    }

    /** A list of devices is a stream that lasts as long as the plug-in does, and a start of one may take its time. */
    @Test
    void otherMethodsMayLast() {
        assertThat(after(Duration.ofMinutes(30), "PreStartContainer")).isEqualTo("HEALTHY");
    }

    /** Without its memory nobody knows what kubelet waits for, and without sockets not for whom. */
    @Test
    void whatIsNotReadAccusesNobody() {
        after(Duration.ofMinutes(3), "Allocate");
        var twice = ReadTwice.same(here.node).evidence();
        assertThat(WholeNode.judged(WholeNode.verdict(twice.without(Goroutines.TYPE))))
                .doesNotContain("silent")
                .doesNotContain("STALLED");
        for (var type : List.of(UnixSockets.TYPE, Descriptors.TYPE)) {
            assertThat(WholeNode.judged(WholeNode.verdict(twice.without(type)))).doesNotContain("silent");
        }
    }

    @Test
    void pluginThatIsStoppedIsSaidToBeStopped() {
        plugin.stopped();
        assertThat(after(Duration.ofMinutes(3), "Allocate"))
                .startsWith("STALLED device-plugin 500")
                .doesNotContain("silent");
    }
}
