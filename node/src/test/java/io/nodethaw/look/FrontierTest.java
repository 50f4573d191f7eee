package io.nodethaw.look;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.DescriptorInfo;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.Freeze;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.MemoryGroups;
import io.nodethaw.evidence.SystemCall;
import io.nodethaw.evidence.Tasks;
import io.nodethaw.hop.WholeNode;
import io.nodethaw.hop.docker.DockerAnswer;
import io.nodethaw.wait.ProcessEvidence;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FrontierTest {
    private static final Duration LATE = Duration.ofMinutes(2);

    private final Frontier frontier = new Frontier(WholeNode.chain());
    private final WholeNode here = new WholeNode();

    private Set<Key> wants(Integer... focus) {
        return frontier.wants(here.node.view(), Set.of(focus));
    }

    private static Key tasks(ProcessEvidence process) {
        return Tasks.TYPE.key(process.pid());
    }

    @Test
    void healthyNodeIsQuietAndNothingMoreIsReadThanWhatItsWorkIsJudgedBy() {
        assertThat(frontier.isQuiet(here.node.view())).isTrue();
        assertThat(wants()).containsExactly(MemoryGroups.TYPE.key());
    }

    @Test
    void containersThatComeAndGoAreQuiet() {
        here.startsAContainer(Duration.ofMillis(500));
        assertThat(frontier.isQuiet(here.node.view())).isTrue();
    }

    @Test
    void silentHopIsLookedAtCloselyAndItsNeighboursAreNot() {
        here.node.silent(DockerAnswer.TYPE, WholeNode.DOCKER);
        assertThat(frontier.isQuiet(here.node.view())).isFalse();
        assertThat(wants())
                .contains(tasks(here.dockerd), Freeze.TYPE.key(here.dockerd.pid()))
                .doesNotContain(tasks(here.containerd), tasks(here.nginx), tasks(here.systemd));
    }

    @Test
    void lookFollowsTheEdgesRoundByRound() {
        here.node.silent(DockerAnswer.TYPE, WholeNode.DOCKER);
        here.dockerd.thread(71);
        assertThat(wants()).contains(SystemCall.key(70, 71)).doesNotContain(tasks(here.containerd));
        here.dockerd.thread(71).blockedIn("read", 9);
        assertThat(wants()).contains(tasks(here.containerd));
    }

    @Test
    void parentsOfAVictimAreReadUpToPidOne() {
        here.startsAContainer(LATE);
        assertThat(wants())
                .contains(Tasks.TYPE.key(220), tasks(here.shim))
                .doesNotContain(tasks(here.systemd), tasks(here.nginx));
    }

    @Test
    void lateHelperDeservesACloserLook() {
        here.node.child(here.containerd, 500, "bridge").aged(LATE);
        assertThat(frontier.isQuiet(here.node.view())).isFalse();
        assertThat(wants()).contains(Tasks.TYPE.key(500), Descriptors.TYPE.key(500));
    }

    @Test
    void childThatALateHelperWaitsForIsLookedAtToo() {
        var script = here.node.child(here.containerd, 500, "sh").aged(LATE);
        here.node.child(script, 501, "tar");
        script.blockedIn("wait4", -1);
        assertThat(wants()).contains(Tasks.TYPE.key(501), SystemCall.key(500, 500));
    }

    @Test
    void signsOfDeafnessAreAskedForByTheHop() {
        here.deaf();
        assertThat(wants()).contains(DescriptorInfo.key(1, WholeNode.EPOLL));
    }

    @Test
    void processInFocusIsFollowedBesidesWhatTheChainWaitsFor() {
        assertThat(wants(here.nginx.pid())).contains(tasks(here.nginx)).doesNotContain(tasks(here.dockerd));
        here.node.silent(DockerAnswer.TYPE, WholeNode.DOCKER);
        assertThat(wants(here.nginx.pid())).contains(tasks(here.nginx), tasks(here.dockerd));
    }

    @Test
    void processInFocusIsLookedAtCloselyAlsoInACrowd() {
        here.startsAContainer(LATE);
        for (int pid = 600; pid < 620; pid++) {
            here.node.child(here.shim, pid, "runc").aged(LATE).mountNamespace(1);
        }
        assertThat(wants()).doesNotContain(Tasks.TYPE.key(619));
        assertThat(wants(619)).contains(Tasks.TYPE.key(619));
    }

    @Test
    void anyOfTheProcessesThatOneInFocusPollsIsFollowed() {
        here.node.pair(here.nginx.fd(5), here.node.process(300, "php").fd(6));
        here.nginx.polls(4, 5).blockedIn("epoll_wait", 4);
        assertThat(wants(here.nginx.pid())).contains(Tasks.TYPE.key(300));
    }

    @Test
    void processThatIsGoneIsNotAsked() {
        assertThat(wants(4711)).doesNotContain(Tasks.TYPE.key(4711));
    }
}
