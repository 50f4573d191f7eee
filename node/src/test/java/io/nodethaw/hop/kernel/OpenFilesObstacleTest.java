package io.nodethaw.hop.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Finding;
import io.nodethaw.evidence.InotifyLimit;
import io.nodethaw.evidence.OpenFileLimit;
import io.nodethaw.evidence.RefusedStarts;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.WholeNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Limits on what a daemon, and a user, may have open. */
class OpenFilesObstacleTest {
    private final WholeNode here = new WholeNode();

    private void opens(int files, String what) {
        for (int fd = 100; fd < 100 + files; fd++) {
            here.containerd.opens(fd, what);
        }
    }

    private void limit(Optional<Long> soft) {
        here.node.says(OpenFileLimit.TYPE, "60", new OpenFileLimit(60, soft));
    }

    private void refused() {
        refused("containerd.service");
    }

    private void refused(String unit) {
        here.containerd.inCgroup("/system.slice/containerd.service");
        here.node.says(
                RefusedStarts.TYPE,
                new RefusedStarts(List.of(new RefusedStarts.Line(
                        RefusedStarts.Why.NO_DESCRIPTOR,
                        unit,
                        Duration.ofSeconds(5),
                        "accept4: too many open files"))));
    }

    @Test
    void limitOfADaemonIsReadOnlyWhereItHasManyFilesOpen() {
        assertThat(WholeNode.chain().wants(here.node.view(), Depth.LIGHT)).doesNotContain(OpenFileLimit.TYPE.key(60));
        opens(1020, "/dev/null");
        assertThat(WholeNode.chain().wants(here.node.view(), Depth.LIGHT)).contains(OpenFileLimit.TYPE.key(60));
    }

    @Test
    void daemonAtItsLimitThatWasRefusedAFileFailsStarts() {
        opens(1020, "/dev/null");
        limit(Optional.of(1024L));
        assertThat(here.judged()).isEqualTo("HEALTHY");
        refused();
        assertThat(here.judged()).isEqualTo("FAILING open files of containerd 60 kernel.open-files-limit");
        assertThat(here.command()).isEqualTo("prlimit --pid 60 --nofile=1048576");
    }

    private Confidence confidence() {
        return ((Finding.Failing) here.verdict().roots().getFirst().finding().orElseThrow()).confidence();
    }

    @Test
    void itsOwnWordsProveItAndThoseOfAnotherDaemonMakeItLikely() {
        opens(1020, "/dev/null");
        limit(Optional.of(1024L));
        refused();
        assertThat(confidence()).isEqualTo(Confidence.PROVEN);
        refused("docker.service");
        assertThat(here.judged()).isEqualTo("FAILING open files of containerd 60 kernel.open-files-limit");
        assertThat(confidence()).isEqualTo(Confidence.LIKELY);
    }

    @Test
    void farFromItsLimitAWordOfALogSaysNothing() {
        opens(1020, "/dev/null");
        limit(Optional.of(1_048_576L));
        refused();
        assertThat(here.judged()).isEqualTo("HEALTHY");
        limit(Optional.empty());
        assertThat(here.judged()).isEqualTo("HEALTHY");
    }

    @Test
    void allInstancesOfInotifyInUseAndOneRefusedFailsStarts() {
        opens(128, "anon_inode:inotify");
        assertThat(WholeNode.chain().wants(here.node.view(), Depth.LIGHT)).contains(InotifyLimit.TYPE.key());
        here.node.says(InotifyLimit.TYPE, new InotifyLimit(128));
        assertThat(here.judged()).isEqualTo("HEALTHY");
        refused();
        assertThat(here.judged()).isEqualTo("FAILING fs.inotify.max_user_instances kernel.inotify-instances");
        assertThat(here.command()).isEqualTo("sysctl -w fs.inotify.max_user_instances=8192");
        here.node.says(InotifyLimit.TYPE, new InotifyLimit(8192));
        assertThat(here.judged()).isEqualTo("HEALTHY");
    }
}
