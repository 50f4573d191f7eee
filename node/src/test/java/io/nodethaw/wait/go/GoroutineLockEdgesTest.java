package io.nodethaw.wait.go;

import static io.nodethaw.wait.GoroutineWords.frame;
import static io.nodethaw.wait.GoroutineWords.locks;
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
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.WaitWords;
import java.util.List;
import org.junit.jupiter.api.Test;

class GoroutineLockEdgesTest {
    private static final String MUTEX = "0xc0001000";
    private static final String OTHER = "0xc0002000";

    private final NodeEvidence node = node();
    private final ProcessEvidence dockerd = node.process(20, "dockerd");

    private void read(Goroutine... goroutines) {
        node.says(Goroutines.TYPE, Integer.toString(dockerd.pid()), GoroutineWords.of(dockerd, goroutines));
    }

    private static List<String> told(NodeView view) {
        return WaitWords.tell(new GoroutineLockEdges().edges(view), view);
    }

    @Test
    void queueLeadsToWhoProbablyHoldsTheLock() {
        read(
                locks(4, MUTEX, frame("daemon.(*Daemon).ContainerInspect", "0x1")),
                locks(5, MUTEX),
                selects(9, frame("main.Start", MUTEX)));
        var edges = new GoroutineLockEdges().edges(ReadTwice.same(node));
        assertThat(WaitWords.tell(edges, node.view()))
                .containsExactly(
                        "dockerd 20 any dockerd 20 goroutine 4: goroutine",
                        "dockerd 20 goroutine 4 inferred dockerd 20 goroutine 9: go-lock",
                        "dockerd 20 goroutine 5 inferred dockerd 20 goroutine 9: go-lock");
        assertThat(edges)
                .extracting(Edge::text)
                .containsExactly(
                        "waits for a mutex, and 1 more with it",
                        "in ContainerInspect: mutex that probably goroutine 9 holds: it alone has its address",
                        "mutex that probably goroutine 9 holds: it alone has its address");
    }

    private static Goroutine has(Goroutine goroutine, String lock, boolean certain) {
        return goroutine.holding(List.of(new Goroutine.Held(Long.decode(lock), "main.Hold", false, certain)));
    }

    @Test
    void aCertainHolderIsNeeded() {
        read(locks(4, MUTEX), has(selects(9, frame("main.Hold", "")), MUTEX, true));
        var edges = new GoroutineLockEdges().edges(ReadTwice.same(node));
        assertThat(edges.getLast().strength()).isEqualTo(Strength.NEEDS);
        assertThat(edges.getLast().text()).isEqualTo("mutex that goroutine 9 holds: it releases it when it returns");
    }

    @Test
    void deadlockIsACycleOfNeedsWhereEachIsCertain() {
        read(has(locks(4, MUTEX), OTHER, true), has(locks(5, OTHER), MUTEX, true));
        assertThat(told(ReadTwice.same(node)))
                .contains(
                        "dockerd 20 goroutine 4 needs dockerd 20 goroutine 5: go-lock",
                        "dockerd 20 goroutine 5 needs dockerd 20 goroutine 4: go-lock");
    }

    @Test
    void whatWaitsBehindADeadlockLeadsTheProcessIntoIt() {
        read(has(locks(4, MUTEX), OTHER, true), has(locks(5, OTHER), MUTEX, true), locks(6, OTHER));
        assertThat(told(ReadTwice.same(node))).contains("dockerd 20 inferred dockerd 20 goroutine 5: goroutine");
    }

    @Test
    void aDeadlockBehindWhichNobodyWaitsSaysNothingOfTheProcess() {
        read(has(locks(4, MUTEX), OTHER, true), has(locks(5, OTHER), MUTEX, true));
        assertThat(told(ReadTwice.same(node)))
                .contains(
                        "dockerd 20 any dockerd 20 goroutine 4: goroutine",
                        "dockerd 20 any dockerd 20 goroutine 5: goroutine");
    }

    @Test
    void aRingOfLikelyHoldersIsNoDeadlock() {
        read(locks(4, MUTEX, frame("main.a", OTHER)), locks(5, OTHER, frame("main.b", MUTEX)));
        assertThat(told(ReadTwice.same(node)))
                .contains(
                        "dockerd 20 goroutine 4 any dockerd 20 goroutine 5: go-lock",
                        "dockerd 20 goroutine 5 any dockerd 20 goroutine 4: go-lock");
    }

    @Test
    void queueSeenOnceMayBeOverInAMoment() {
        read(locks(4, MUTEX), selects(9, frame("main.Start", MUTEX)));
        assertThat(told(node.view())).contains("dockerd 20 goroutine 4 inferred dockerd 20 goroutine 9: go-lock");
    }

    @Test
    void severalPossibleHoldersAreAllNamedAndNoneIsAccused() {
        read(locks(4, MUTEX), selects(8, frame("main.a", MUTEX)), selects(9, frame("main.b", MUTEX)));
        var edges = new GoroutineLockEdges().edges(ReadTwice.same(node));
        assertThat(WaitWords.tell(edges, node.view()))
                .containsExactly(
                        "dockerd 20 any dockerd 20 goroutine 4: goroutine",
                        "dockerd 20 goroutine 4 any dockerd 20 goroutine 8: go-lock",
                        "dockerd 20 goroutine 4 any dockerd 20 goroutine 9: go-lock");
        assertThat(edges.getFirst().text()).isEqualTo("waits for a mutex, possibly held by goroutine 8 or 9");
    }

    @Test
    void holderAtACallLeadsOutOfTheProcess() {
        var containerd = node.process(21, "containerd");
        node.listener("/run/c.sock", containerd.fd(3)).accepted("/run/c.sock", dockerd.fd(9), containerd.fd(13));
        read(
                locks(4, MUTEX),
                selects(
                        9,
                        frame("google.golang.org/grpc.(*ClientConn).Invoke", "0x1"),
                        frame("tasks.(*tasksClient).Kill", "0x1"),
                        frame("main.stop", MUTEX)),
                GoroutineWords.reads(30, 9, "google.golang.org/grpc/internal/transport.(*http2Client).reader"));
        assertThat(told(ReadTwice.same(node))).contains("dockerd 20 goroutine 9 fd 9 needs containerd 21 fd 13: call");
    }

    @Test
    void goroutinesOfAStoppedProcessOnlyWaitForIt() {
        dockerd.state('T');
        read(locks(4, MUTEX), selects(9, frame("main.Start", MUTEX)));
        assertThat(told(ReadTwice.same(node))).isEmpty();
    }

    @Test
    void waitsWithoutALockAreNobodysQueue() {
        read(selects(9, frame("main.Start", MUTEX)));
        assertThat(told(ReadTwice.same(node))).isEmpty();
    }
}
