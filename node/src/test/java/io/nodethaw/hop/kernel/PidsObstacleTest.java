package io.nodethaw.hop.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Proof;
import io.nodethaw.evidence.NodeTasks;
import io.nodethaw.evidence.PidsLimits;
import io.nodethaw.evidence.RefusedStarts;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.WholeNode;
import io.nodethaw.wait.NodeView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where no task may be added, nothing can be started. */
class PidsObstacleTest {
    private static final String UNIT = "containerd.service";
    private static final String GROUP = "/system.slice/containerd.service";

    private final WholeNode here = new WholeNode();

    private void group(long now, long most, long refused) {
        here.node.alsoSays(
                PidsLimits.TYPE,
                UNIT,
                new PidsLimits(
                        UNIT,
                        List.of(
                                new PidsLimits.Level(GROUP, Optional.of(most), now, Optional.of(refused)),
                                new PidsLimits.Level("/system.slice", Optional.empty(), now + 9, Optional.of(0L)))));
    }

    private void saysLately() {
        here.node.says(
                RefusedStarts.TYPE,
                new RefusedStarts(List.of(new RefusedStarts.Line(
                        RefusedStarts.Why.NO_TASK, UNIT, Duration.ofSeconds(12), "fork/exec: unavailable"))));
    }

    private void node(long pidMax, long threads, Optional<Long> numbered) {
        here.node.alsoSays(NodeTasks.TYPE, "", new NodeTasks(pidMax, 200_000, threads, numbered));
    }

    private boolean mayFail() {
        return WholeNode.chain().mayFail(new NodeView(here.node.evidence()));
    }

    private String title() {
        return here.verdict().roots().getFirst().finding().map(Finding::title).orElse("");
    }

    @Test
    void farFromTheLimitIsNoReasonForAnything() {
        group(30, 512, 7L);
        node(4_194_304, 900, Optional.empty());
        assertThat(mayFail()).isFalse();
        assertThat(here.judged()).isEqualTo("HEALTHY");
    }

    @Test
    void limitReachedTwiceAndTasksRefusedFailsStarts() {
        group(11, 11, 2L);
        group(11, 11, 2L);
        assertThat(here.judged()).isEqualTo("FAILING pids limit of " + GROUP + " kernel.pids-limit");
        assertThat(title()).isEqualTo("reached, 11 of 11");
        assertThat(here.command()).isEqualTo("systemctl set-property --runtime " + UNIT + " TasksMax=4096");
    }

    @Test
    void limitIsDoubledOrGivesRoomForALot() {
        group(5000, 5000, 1L);
        group(5000, 5000, 1L);
        assertThat(here.command()).endsWith(" TasksMax=10000");
        assertThat(here.verdict().roots().getFirst().finding().orElseThrow().proofs())
                .extracting(Proof::text)
                .contains(GROUP + " has 5000 of 5000 tasks, refused once");
    }

    /** A burst that fits exactly is no fault. */
    @Test
    void limitReachedWithoutARefusedTaskIsNone() {
        group(11, 11, 0L);
        group(11, 11, 0L);
        assertThat(mayFail()).isTrue();
        assertThat(here.judged()).isEqualTo("HEALTHY");
    }

    @Test
    void limitReachedForAMomentIsNone() {
        group(10, 11, 2L);
        group(11, 11, 2L);
        assertThat(here.judged()).isEqualTo("HEALTHY");
    }

    @Test
    void tasksRefusedBetweenTwoReadingsFailStarts() {
        group(9, 11, 2L);
        group(9, 11, 3L);
        assertThat(here.judged()).startsWith("FAILING pids limit of " + GROUP);
    }

    /** A start that fails gives its tasks back, so the group is seldom full when one looks. */
    @Test
    void littleRoomAndAStartRefusedLatelyFailsStarts() {
        group(20, 30, 5L);
        assertThat(WholeNode.chain().wants(here.node.view(), Depth.CLOSE)).contains(RefusedStarts.TYPE.key());
        assertThat(here.judged()).isEqualTo("HEALTHY");
        saysLately();
        assertThat(here.judged()).startsWith("FAILING pids limit of " + GROUP);
    }

    @Test
    void wordsOfALogAloneAccuseNobody() {
        group(20, 512, 0L);
        saysLately();
        assertThat(here.judged()).isEqualTo("HEALTHY");
    }

    @Test
    void nodeWithoutANumberFailsStarts() {
        node(400, 500, Optional.of(100L));
        node(400, 500, Optional.of(100L));
        assertThat(here.judged()).isEqualTo("FAILING kernel.pid_max kernel.no-task-left");
        assertThat(title()).isEqualTo("reached, 400 of 400 numbers");
        assertThat(here.command()).isEqualTo("sysctl -w kernel.pid_max=4194304");
    }

    @Test
    void nodeWithFewNumbersFailsStartsOnlyIfOneWasRefused() {
        node(500, 500, Optional.of(120L));
        assertThat(here.judged()).isEqualTo("HEALTHY");
        saysLately();
        assertThat(here.judged()).isEqualTo("FAILING kernel.pid_max kernel.no-task-left");
    }

    @Test
    void machineWithAsManyThreadsAsItMayHaveFailsStarts() {
        node(4_194_304, 200_000, Optional.empty());
        node(4_194_304, 200_000, Optional.empty());
        assertThat(here.judged()).isEqualTo("FAILING kernel.threads-max kernel.no-task-left");
        assertThat(here.command()).startsWith("ps ");
    }
}
