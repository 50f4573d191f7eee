package io.nodethaw.wait.kernel;

import static io.nodethaw.wait.NodeEvidence.node;
import static io.nodethaw.wait.WaitWords.waits;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.DescriptorInfo;
import io.nodethaw.evidence.Origin;
import io.nodethaw.evidence.ProcessStatus;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Sample;
import io.nodethaw.evidence.SystemCall;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeEvidence;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.ProcessEvidence;
import io.nodethaw.wait.Reach;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChildEdgesTest {
    private static final long ANY_CHILD = -1;
    private static final long P_ALL = 0;
    private static final long P_PID = 1;
    private static final long P_PIDFD = 3;

    private final ChildEdges source = new ChildEdges();
    private final NodeEvidence node = node();
    private final ProcessEvidence shell = node.process(20, "sh");
    private final ProcessEvidence child = node.child(shell, 21, "sleep");

    @Test
    void onlyChildIsNeeded() {
        shell.blockedIn("wait4", ANY_CHILD);
        assertThat(waits(source, node)).containsExactly("sh 20 needs sleep 21: child");
    }

    @Test
    void anyOfSeveralChildrenWouldDo() {
        node.child(shell, 22, "date");
        shell.blockedIn("waitid", P_ALL);
        assertThat(waits(source, node))
                .containsExactlyInAnyOrder("sh 20 any sleep 21: child", "sh 20 any date 22: child");
    }

    @Test
    void childThatHasEndedIsNotWaitedFor() {
        node.child(shell, 22, "date").state('Z');
        shell.blockedIn("wait4", ANY_CHILD);
        assertThat(waits(source, node)).containsExactly("sh 20 needs sleep 21: child");
    }

    @Test
    void namedChildIsNeededAmongOthers() {
        node.child(shell, 22, "date");
        shell.blockedIn("wait4", 22);
        assertThat(waits(source, node)).containsExactly("sh 20 needs date 22: child");
    }

    @Test
    void waitidByPidNamesTheChild() {
        node.child(shell, 22, "date");
        shell.blockedIn("waitid", P_PID, 21);
        assertThat(waits(source, node)).containsExactly("sh 20 needs sleep 21: child");
    }

    @Test
    void pidOfANestedNamespaceIsTranslated() {
        node.process(7, "innocent");
        shell.knownAs(20, 5);
        child.knownAs(21, 7);
        node.child(shell, 22, "date").knownAs(22, 8);
        shell.blockedIn("wait4", 7);
        assertThat(waits(source, node)).containsExactly("sh 20 needs sleep 21: child");
    }

    @Test
    void pidOfAnUnknownNamespaceAccusesNoStranger() {
        node.process(7, "innocent");
        shell.blockedIn("wait4", 7);
        assertThat(waits(source, node)).isEmpty();
    }

    @Test
    void debuggerMayWaitForAProcessThatIsNoChildOfIts() {
        var traced = node.process(30, "dockerd").tracedBy(20);
        shell.blockedIn("wait4", traced.pid());
        assertThat(waits(source, node)).containsExactly("sh 20 needs dockerd 30: child");
    }

    @Test
    void pidfdStandsForItsProcess() {
        shell.pidfd(9, 21).blockedIn("waitid", P_PIDFD, 9);
        assertThat(waits(source, node)).containsExactly("sh 20 fd 9 needs sleep 21: child");
    }

    @Test
    void pidfdOfAProcessThatIsGoneIsNoWait() {
        shell.pidfd(9, -1).blockedIn("waitid", P_PIDFD, 9);
        assertThat(waits(source, node)).isEmpty();
    }

    @Test
    void thePidfdOfTheChildIsAskedFor() {
        shell.opens(9, "anon_inode:[pidfd]").blockedIn("waitid", P_PIDFD, 9);
        assertThat(source.wants(node.view(), new Reach(Set.of(20), Set.of())))
                .contains(DescriptorInfo.TYPE.key("20/9"), ProcessStatus.TYPE.key(20), ProcessStatus.TYPE.key(21));
    }

    @Test
    void parentThatSleepsElsewhereDoesNotWaitForItsChild() {
        shell.blockedIn("nanosleep");
        assertThat(waits(source, node)).isEmpty();
    }

    @Test
    void blindLookAccusesNobody() {
        shell.blockedIn("wait4", ANY_CHILD);
        for (var type : List.of(SystemCall.TYPE, ProcessTable.TYPE)) {
            assertThat(waits(source, node.blindTo(type)))
                    .as("without %s", type.name())
                    .isEmpty();
        }
        shell.pidfd(9, 21).blockedIn("waitid", P_PIDFD, 9);
        assertThat(waits(source, node.blindTo(DescriptorInfo.TYPE))).isEmpty();
    }

    @Test
    void callThatAFileTellsOfNeedsNoReadingOfItsThread() {
        var told = new SystemCall(
                20, 21, Optional.of("wait4"), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(30));
        var node = NodeEvidence.node();
        var parent = node.process(20, "shim");
        node.child(parent, 30, "runc");
        var evidence = node.evidence().toBuilder()
                .put(
                        SystemCall.TYPE,
                        "20/21",
                        new Sample<>(new Reading.Seen<>(told), new Origin.InFile("strace.txt", 4)))
                .build();
        assertThat(new ChildEdges().edges(new NodeView(evidence)))
                .extracting(Edge::to)
                .containsExactly(node.process(30).vertex());
    }
}
