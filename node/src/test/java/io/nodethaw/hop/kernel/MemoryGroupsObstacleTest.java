package io.nodethaw.hop.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.MemoryGroups;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.RefusedStarts;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.WholeNode;
import io.nodethaw.wait.NodeView;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where no memory control group can be made, no container starts. */
class MemoryGroupsObstacleTest {
    private static final String NO_FOLDER = "mkdir /sys/fs/cgroup/memory/kubepods/burstable/pod17: ";

    private final WholeNode here = new WholeNode();

    private void groups(long count) {
        here.node.says(MemoryGroups.TYPE, new MemoryGroups(4, count));
    }

    private void refused(RefusedStarts.Why why, String text) {
        here.node.says(
                RefusedStarts.TYPE,
                new RefusedStarts(
                        List.of(new RefusedStarts.Line(why, "kubelet.service", Duration.ofSeconds(9), text))));
    }

    private boolean mayFail() {
        return WholeNode.chain().mayFail(new NodeView(here.node.evidence()));
    }

    @Test
    void fewGroupsAreNoReasonForAnythingWhateverALogSays() {
        assertThat(WholeNode.chain().wants(here.node.view(), Depth.WORK)).contains(MemoryGroups.TYPE.key());
        assertThat(WholeNode.chain().wants(here.node.view(), Depth.CLOSE)).contains(MemoryGroups.TYPE.key());
        assertThat(WholeNode.chain().wants(here.node.view(), Depth.LIGHT)).doesNotContain(MemoryGroups.TYPE.key());
        groups(454);
        refused(RefusedStarts.Why.NO_SPACE, NO_FOLDER + "no space left on device");
        assertThat(mayFail()).isFalse();
        assertThat(here.judged()).isEqualTo("HEALTHY");
    }

    /** Removed groups count, and have no number: nobody needs one that was not refused. */
    @Test
    void manyGroupsHaveTheLogReadAndAccuseNobody() {
        groups(70_000);
        assertThat(mayFail()).isTrue();
        assertThat(WholeNode.chain().wants(here.node.view(), Depth.CLOSE)).contains(RefusedStarts.TYPE.key());
        assertThat(here.judged()).isEqualTo("HEALTHY");
    }

    @Test
    void groupRefusedAtTheLimitFailsStarts() {
        groups(65_530);
        refused(RefusedStarts.Why.NO_SPACE, NO_FOLDER + "no space left on device");
        assertThat(here.judged()).isEqualTo("FAILING memory control groups kernel.memory-groups");
        assertThat(here.command()).isEqualTo("sysctl -w vm.drop_caches=3");
    }

    @Test
    void olderKernelsCallItMemory() {
        groups(65_535);
        refused(RefusedStarts.Why.NO_MEMORY, NO_FOLDER + "cannot allocate memory");
        assertThat(here.judged()).isEqualTo("FAILING memory control groups kernel.memory-groups");
    }

    @Test
    void whatElseWasRefusedIsAnotherMatter() {
        groups(65_535);
        refused(RefusedStarts.Why.NO_SPACE, "mkdir /var/lib/containerd/tmp17: no space left on device");
        assertThat(here.judged()).isEqualTo("HEALTHY");
        refused(RefusedStarts.Why.NO_SPACE, "write /sys/fs/cgroup/cpuset/a/tasks: no space left on device");
        assertThat(here.judged()).isEqualTo("HEALTHY");
        refused(RefusedStarts.Why.NO_MEMORY, "fork/exec /usr/bin/runc: cannot allocate memory");
        assertThat(here.judged()).isEqualTo("HEALTHY");
    }

    @Test
    void whatCouldNotBeReadAccusesNobody() {
        refused(RefusedStarts.Why.NO_SPACE, NO_FOLDER + "no space left on device");
        here.node.reading(MemoryGroups.TYPE, "", new Reading.NotAsked<>("no line of the memory controller"));
        assertThat(here.judged()).isEqualTo("HEALTHY");
        groups(65_535);
        here.node.reading(RefusedStarts.TYPE, "", new Reading.Failed<>("no journal"));
        assertThat(here.judged()).isEqualTo("HEALTHY");
    }
}
