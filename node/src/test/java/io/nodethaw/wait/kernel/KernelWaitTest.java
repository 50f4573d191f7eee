package io.nodethaw.wait.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.ProcessorClock;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Sample;
import io.nodethaw.evidence.Tasks;
import io.nodethaw.wait.NodeEvidence;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.ProcessEvidence;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KernelWaitTest {
    private static final Duration LONG = Duration.ofSeconds(41);
    private static final String FROZEN = "percpu_rwsem_wait";

    private final NodeEvidence node = NodeEvidence.node();
    private final ProcessEvidence containerd = node.process(60, "containerd");

    private List<KernelWait> waits() {
        return waits(node.view());
    }

    private static List<KernelWait> waits(NodeView view) {
        return KernelWait.of(view, 60);
    }

    @Test
    void ageIsWhatTheClockOfItsProcessorShowsMore() {
        containerd.held(65, 'D', FROZEN, LONG);
        assertThat(waits()).singleElement().satisfies(wait -> {
            assertThat(wait.atLeast()).contains(LONG);
            assertThat(wait.dated()).isTrue();
            assertThat(wait.text()).isEqualTo("state D in percpu_rwsem_wait");
        });
        assertThat(KernelWait.clocks(node.evidence())).containsExactly(ProcessorClock.TYPE.key(3));
    }

    @Test
    void clockThatWasNotReadTellsNoAge() {
        containerd.held(65, 'D', FROZEN, LONG);
        assertThat(waits(node.blindTo(ProcessorClock.TYPE))).singleElement().satisfies(wait -> {
            assertThat(wait.atLeast()).isEmpty();
            assertThat(wait.dated()).isFalse();
        });
    }

    @Test
    void threadThatWaitsElsewhereByNowIsNotHeldAnyMore() {
        containerd.held(65, 'D', FROZEN, LONG).thread(65).wchan("futex_do_wait");
        assertThat(waits()).isEmpty();
    }

    @Test
    void threadThatHasRunMeanwhileIsNotHeldAnyMore() {
        containerd.held(65, 'D', FROZEN, LONG).moves().thread(65).state('D').wchan(FROZEN);
        assertThat(waits()).isEmpty();
    }

    @Test
    void threadThatStandsIsHeld() {
        containerd.held(65, 'D', FROZEN, LONG).still().thread(65).state('D').wchan(FROZEN);
        assertThat(waits()).hasSize(1);
    }

    @Test
    void timeBetweenTwoReadingsIsAnAge() {
        containerd.heldSomeTime(65, 'D', FROZEN);
        var tasks = new Tasks(60, List.of(new Tasks.Task(65, "containerd", 'D', FROZEN, 0, 10L, 100L)));
        var later = NodeEvidence.AT.plus(LONG);
        var view = new NodeView(node.evidence().toBuilder()
                .put(Tasks.TYPE, "60", new Sample<>(new Reading.Seen<>(tasks), NodeEvidence.AT, NodeEvidence.AT))
                .put(Tasks.TYPE, "60", new Sample<>(new Reading.Seen<>(tasks), later, later))
                .build());
        assertThat(waits(view)).singleElement().satisfies(wait -> {
            assertThat(wait.atLeast()).isEqualTo(Optional.of(LONG));
            assertThat(wait.dated()).isFalse();
        });
    }

    @Test
    void nobodyIsHeldWhereNothingWasRead() {
        assertThat(waits()).isEmpty();
        containerd.free();
        assertThat(waits()).isEmpty();
    }
}
