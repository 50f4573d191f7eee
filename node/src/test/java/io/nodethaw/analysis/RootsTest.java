package io.nodethaw.analysis;

import static io.nodethaw.wait.NodeEvidence.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.wait.NodeEvidence;
import io.nodethaw.wait.ProcessEvidence;
import io.nodethaw.wait.Role.Standing;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Wait;
import java.util.List;
import org.junit.jupiter.api.Test;

class RootsTest {
    private final NodeEvidence node = node();
    private final ProcessEvidence top = node.process(20, "top");
    private final ProcessEvidence middle = node.process(21, "middle");
    private final ProcessEvidence bottom = node.process(22, "bottom");
    private final HandMadeGraph graph = new HandMadeGraph(node);

    @Test
    void chainEndsWhereNobodyIsWaitedFor() {
        graph.victim(top).needs(top, middle).inferred(middle, bottom);
        assertThat(graph.roots()).containsExactly("bottom 22");
    }

    @Test
    void onlyWhatAVictimReachesCanBeARoot() {
        graph.stopped(top).needs(middle, bottom);
        assertThat(graph.roots()).isEmpty();
    }

    @Test
    void stoppedVertexIsARootWhateverLeavesIt() {
        graph.victim(top).needs(top, middle).needs(middle, bottom).stopped(middle);
        assertThat(graph.roots()).containsExactly("middle 21");
    }

    @Test
    void frozenVertexIsTheRootAndNotItsCgroup() {
        graph.victim(top).needs(top, middle).frozen(middle, "/x");
        assertThat(graph.roots()).containsExactly("middle 21");
    }

    @Test
    void fileSystemThatAFrozenVertexWaitsForIsARootBesideIt() {
        var mount = new Vertex.Resource(Vertex.ResourceKind.MOUNT, "/mnt/nas");
        graph.victim(top).needs(top, middle).frozen(middle, "/x");
        graph.edge(middle.vertex(), mount, Strength.NEEDS, Wait.FILE_SYSTEM);
        assertThat(graph.roots()).containsExactlyInAnyOrder("middle 21", "/mnt/nas");
    }

    @Test
    void vertexHeldByATracerThatSitsStillIsTheRootAndNotTheTracer() {
        var gdb = node.process(30, "gdb").still();
        graph.victim(top).needs(top, middle).traced(middle, gdb.vertex());
        assertThat(graph.roots()).containsExactly("middle 21");
        assertThat(new Roots(node.view(), graph.graph()).isHeld(middle.vertex()))
                .isTrue();
    }

    @Test
    void tracerThatMovesDoesNotHold() {
        var gcore = node.process(30, "gcore").moves();
        graph.victim(top).needs(top, middle).traced(middle, gcore.vertex());
        assertThat(new Roots(node.view(), graph.graph()).isHeld(middle.vertex()))
                .isFalse();
        assertThat(graph.roots()).containsExactly("middle 21");
    }

    @Test
    void tracerThatCannotBeSeenIsNotSaidToHold() {
        graph.victim(top).traced(top, new Vertex.Remote("a tracer outside our pid namespace"));
        assertThat(new Roots(node.view(), graph.graph()).isHeld(top.vertex())).isFalse();
    }

    @Test
    void edgeIntoAHopThatAnsweredIsDropped() {
        graph.victim(top).needs(top, middle).role(middle, "containerd", Standing.ANSWERED);
        assertThat(graph.roots()).containsExactly("top 20");
    }

    @Test
    void idleEndThatIsReachedOnTwoWaysIsDroppedOnBoth() {
        var left = node.process(23, "left");
        var right = node.process(24, "right");
        graph.victim(top)
                .needs(top, middle)
                .needs(middle, left)
                .needs(middle, right)
                .needs(left, bottom)
                .needs(right, bottom);
        for (var idle : List.of(middle, left, right, bottom)) {
            graph.role(idle, "containerd", Standing.ANSWERED);
        }
        assertThat(graph.roots()).containsExactly("top 20");
    }

    @Test
    void hopThatAnsweredAndItselfWaitsLeadsOn() {
        graph.victim(top).needs(top, middle).needs(middle, bottom).role(middle, "containerd", Standing.ANSWERED);
        assertThat(graph.roots()).containsExactly("bottom 22");
    }

    @Test
    void stoppedHopIsARootThoughItAnsweredAMomentAgo() {
        graph.victim(top).needs(top, middle).stopped(middle).role(middle, "containerd", Standing.ANSWERED);
        assertThat(graph.roots()).containsExactly("middle 21");
    }

    @Test
    void childThatNobodyExpectsToEndIsDropped() {
        graph.victim(top).needs(top, middle).child(middle, bottom);
        assertThat(graph.roots()).containsExactly("middle 21");
    }

    @Test
    void childThatIsAVictimItselfIsWaitedFor() {
        graph.victim(top).victim(bottom).needs(top, middle).child(middle, bottom);
        assertThat(graph.roots()).containsExactly("bottom 22");
    }

    @Test
    void childThatIsStoppedIsWaitedFor() {
        graph.victim(top).child(top, bottom).stopped(bottom);
        assertThat(graph.roots()).containsExactly("bottom 22");
    }

    @Test
    void childThatWaitsForALockLeadsOn() {
        graph.victim(top).child(top, middle).needs(middle, bottom);
        assertThat(graph.roots()).containsExactly("bottom 22");
    }

    @Test
    void deadlockOfSingleThreadedProcessesIsARoot() {
        middle.thread(21);
        bottom.thread(22);
        graph.victim(top).needs(top, middle).needs(middle, bottom).needs(bottom, middle);
        assertThat(graph.roots()).containsExactly("deadlock [bottom 22, middle 21]");
    }

    @Test
    void cycleThroughALockIsADeadlockToo() {
        var lock = new Vertex.Resource(Vertex.ResourceKind.LOCK, "fd:01:42");
        middle.thread(21);
        bottom.thread(22);
        graph.victim(middle)
                .edge(middle.vertex(), lock, Strength.NEEDS, Wait.FILE_LOCK)
                .edge(lock, bottom.vertex(), Strength.NEEDS, Wait.HELD_BY)
                .needs(bottom, middle);
        assertThat(graph.roots()).containsExactly("deadlock [bottom 22, fd:01:42, middle 21]");
    }

    @Test
    void cycleWithAThreadToSpareIsNoDeadlock() {
        middle.thread(21);
        middle.thread(25);
        bottom.thread(22);
        graph.victim(top).needs(top, middle).needs(middle, bottom).needs(bottom, middle);
        assertThat(graph.roots()).isEmpty();
    }

    @Test
    void cycleOfProcessesWhoseThreadsWereNotReadIsNoDeadlock() {
        graph.victim(top).needs(top, middle).needs(middle, bottom).needs(bottom, middle);
        assertThat(graph.roots()).isEmpty();
    }

    @Test
    void deadlockHasOnlyItsMembers() {
        var busy = node.process(23, "busy");
        busy.thread(23);
        busy.thread(24);
        middle.thread(21);
        bottom.thread(22);
        graph.victim(top)
                .needs(top, middle)
                .needs(middle, busy)
                .needs(middle, bottom)
                .needs(bottom, middle);
        assertThat(graph.roots()).contains("deadlock [bottom 22, middle 21]");
    }

    @Test
    void cycleIsFoundInAMeshOfWaitsInAMoment() {
        var layers = 12;
        for (int layer = 0; layer < layers; layer++) {
            for (int place = 0; place < 4; place++) {
                node.process(100 + layer * 4 + place, "p").thread(100 + layer * 4 + place);
            }
        }
        for (int layer = 0; layer < layers - 1; layer++) {
            for (int one = 0; one < 4; one++) {
                for (int other = 0; other < 4; other++) {
                    graph.needs(node.process(100 + layer * 4 + one), node.process(104 + layer * 4 + other));
                }
            }
        }
        graph.victim(node.process(100));
        assertThat(graph.roots()).hasSize(4);
    }

    @Test
    void cycleWithAnInferredEdgeIsNoDeadlock() {
        middle.thread(21);
        bottom.thread(22);
        graph.victim(top).needs(top, middle).needs(middle, bottom).inferred(bottom, middle);
        assertThat(graph.roots()).isEmpty();
    }

    @Test
    void edgeToAnyOfSeveralCountsFromAVictim() {
        graph.victim(top).any(top, bottom);
        assertThat(graph.roots()).containsExactly("bottom 22");
    }

    @Test
    void edgeToAnyOfSeveralCountsFromNobodyElse() {
        graph.victim(top).needs(top, middle).any(middle, bottom);
        assertThat(graph.roots()).containsExactly("middle 21");
    }

    @Test
    void edgeToAnyOfSeveralGivesWayToAStrongerOne() {
        graph.victim(top).any(top, middle).needs(top, bottom);
        assertThat(graph.roots()).containsExactly("bottom 22");
    }

    @Test
    void weOurselvesAreNeverARoot() {
        graph.victim(new Vertex.Ourselves());
        assertThat(graph.roots()).isEmpty();
    }

    @Test
    void aProcessLeftOutOfACrowdIsNoEndOfAChain() {
        graph.victim(top).needs(top, middle);
        for (int pid = 101; pid < 130; pid++) {
            graph.needs(top, node.process(pid, "runc"));
        }
        node.process(129).thread(129);
        assertThat(graph.roots()).containsExactlyInAnyOrder("middle 21", "runc 129");
    }

    @Test
    void namesakesThatNobodyWaitsForMakeNoCrowd() {
        graph.victim(top).needs(top, node.process(100, "runc"));
        for (int pid = 101; pid < 130; pid++) {
            node.process(pid, "runc");
        }
        node.process(129).thread(129);
        assertThat(graph.roots()).containsExactly("runc 100");
    }
}
