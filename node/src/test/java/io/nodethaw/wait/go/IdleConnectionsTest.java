package io.nodethaw.wait.go;

import static io.nodethaw.wait.GoroutineWords.frame;
import static io.nodethaw.wait.GoroutineWords.selects;
import static io.nodethaw.wait.NodeEvidence.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.GoroutineWords;
import io.nodethaw.wait.NodeEvidence;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.ProcessEvidence;
import io.nodethaw.wait.ReadTwice;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Role.Standing;
import io.nodethaw.wait.Victim;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A kubelet that a user asks about, with a connection to a silent containerd. */
class IdleConnectionsTest {
    private static final String PATH = "/run/containerd/containerd.sock";
    private static final String INVOKE = "google.golang.org/grpc.(*ClientConn).Invoke";

    private final NodeEvidence node = node();
    private final ProcessEvidence kubelet = node.process(20, "kubelet");
    private final ProcessEvidence containerd = node.process(21, "containerd");

    IdleConnectionsTest() {
        node.listener(PATH, containerd.fd(3)).accepted(PATH, kubelet.fd(5), containerd.fd(6));
    }

    private static Goroutine reader() {
        return GoroutineWords.reads(8, 5, "google.golang.org/grpc/internal/transport.(*http2Client).reader");
    }

    private void read(Goroutine... goroutines) {
        node.says(Goroutines.TYPE, "20", GoroutineWords.of(kubelet, goroutines));
    }

    private static List<Edge> inferred(NodeView view) {
        var roles = List.of(role(view, 20, "kubelet"), role(view, 21, "containerd"));
        return OpenConnections.edges(
                view, roles, List.of(Victim.askedAbout(roles.getFirst().vertex())), List.of());
    }

    private static Role role(NodeView view, int pid, String name) {
        return new Role(view.vertex(pid).orElseThrow(), name, name, "", Standing.SILENT);
    }

    @Test
    void aClientSeenToAskNothingDoesNotWait() {
        read(reader());
        assertThat(inferred(ReadTwice.same(node))).isEmpty();
    }

    @Test
    void oneReadingMayHaveMissedTheCall() {
        assertThat(inferred(node.view())).hasSize(1);
        read(reader());
        assertThat(inferred(node.view())).hasSize(1);
    }

    @Test
    void callMayHaveGoneThere() {
        read(reader(), selects(9, frame(INVOKE, "0x1"), frame("example.com/own.(*client).Ask", "0x1")));
        assertThat(inferred(ReadTwice.same(node))).hasSize(1);
    }

    @Test
    void waitForEventsIsNoCall() {
        var events = frame("google.golang.org/grpc.(*clientStream).RecvMsg", "0x1");
        read(
                reader(),
                selects(9, events, frame("github.com/containerd/containerd.(*eventRemote).Subscribe.func1", "0x1")));
        assertThat(inferred(ReadTwice.same(node))).isEmpty();
        read(reader(), selects(9, events, frame("example.com/own.(*client).Fetch", "0x1")));
        assertThat(inferred(ReadTwice.same(node))).hasSize(1);
    }

    @Test
    void connectionThatNobodyKnownReadsMayCarryAnything() {
        read(GoroutineWords.reads(8, 5, "example.com/own.(*conn).loop"));
        assertThat(inferred(ReadTwice.same(node))).hasSize(1);
    }

    @Test
    void aWriterThatWaitsThereWaits() {
        var writes = new Goroutine(
                9,
                "IO wait",
                -1,
                false,
                List.of(frame("example.com/own.(*conn).flush", "0x1")),
                Optional.empty(),
                Optional.of(new Goroutine.Blocked.OnDescriptor(5, true)),
                List.of());
        read(reader(), writes);
        assertThat(inferred(ReadTwice.same(node))).hasSize(1);
    }
}
