package io.nodethaw.wait.kernel;

import static io.nodethaw.wait.NodeEvidence.node;
import static io.nodethaw.wait.WaitWords.waits;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.DescriptorInfo;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.SystemCall;
import io.nodethaw.wait.NodeEvidence;
import io.nodethaw.wait.ProcessEvidence;
import io.nodethaw.wait.Reach;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PollEdgesTest {
    private final PollEdges source = new PollEdges();
    private final NodeEvidence node = node();
    private final ProcessEvidence waiter = node.process(20, "runc");
    private final ProcessEvidence bus = node.process(21, "dbus-daemon");
    private final ProcessEvidence child = node.process(22, "child");

    @Test
    void anyOfThePeersWouldWakeIt() {
        node.pair(waiter.fd(5), bus.fd(9)).pipe(waiter.fd(6), child.fd(1));
        waiter.polls(4, 5, 6).blockedIn("epoll_pwait", 4);
        assertThat(waits(source, node))
                .containsExactly("runc 20 fd 5 any dbus-daemon 21 fd 9: poll", "runc 20 fd 6 any child 22 fd 1: poll");
    }

    @Test
    void fileThatTheSetDoesNotWatchIsNoWait() {
        node.pair(waiter.fd(5), bus.fd(9));
        waiter.polls(4, 7).blockedIn("epoll_wait", 4);
        assertThat(waits(source, node)).isEmpty();
    }

    @Test
    void threadThatSleepsElsewhereDoesNotPoll() {
        node.pair(waiter.fd(5), bus.fd(9));
        waiter.polls(4, 5).blockedIn("futex");
        assertThat(waits(source, node)).isEmpty();
    }

    @Test
    void blindLookAccusesNobody() {
        node.pair(waiter.fd(5), bus.fd(9));
        waiter.polls(4, 5).blockedIn("epoll_wait", 4);
        for (var type : List.of(SystemCall.TYPE, Descriptors.TYPE, DescriptorInfo.TYPE)) {
            assertThat(waits(source, node.blindTo(type)))
                    .as("without %s", type.name())
                    .isEmpty();
        }
        assertThat(source.wants(node.view(), new Reach(Set.of(20), Set.of()))).contains(DescriptorInfo.key(20, 4));
    }
}
