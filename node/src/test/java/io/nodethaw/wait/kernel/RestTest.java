package io.nodethaw.wait.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.LastRan;
import io.nodethaw.evidence.ProcessorClock;
import io.nodethaw.evidence.Tasks;
import io.nodethaw.wait.GoroutineWords;
import io.nodethaw.wait.NodeEvidence;
import io.nodethaw.wait.ProcessEvidence;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestTest {
    private final NodeEvidence node = NodeEvidence.node();
    private final ProcessEvidence plugin = node.process(61, "calico");

    private void clock(int processor, Duration now) {
        node.says(ProcessorClock.TYPE, Integer.toString(processor), new ProcessorClock(processor, now));
    }

    private void ran(LastRan.Thread... threads) {
        node.says(LastRan.TYPE, "61", new LastRan(61, List.of(threads)));
    }

    private static LastRan.Thread thread(int tid, int processor, int second) {
        return new LastRan.Thread(tid, 5000, processor, Duration.ofSeconds(second));
    }

    @Test
    void aProcessRestsSinceTheLastOfItsThreadsRan() {
        plugin.thread(62);
        clock(0, Duration.ofSeconds(1000));
        clock(1, Duration.ofSeconds(5000));
        ran(thread(61, 0, 400), thread(62, 1, 4980));
        assertThat(Rest.of(node.view(), 61)).contains(Duration.ofSeconds(20));
    }

    /** Clocks of two processors drift apart. */
    @Test
    void theClockOfAnotherProcessorTellsNothing() {
        plugin.thread(61);
        clock(0, Duration.ofSeconds(5000));
        ran(thread(61, 1, 400));
        assertThat(Rest.of(node.view(), 61)).isEmpty();
    }

    @Test
    void aClockThatStandsBeforeItTellsNothing() {
        plugin.thread(61);
        clock(0, Duration.ofMinutes(5));
        ran(thread(61, 0, 400));
        assertThat(Rest.of(node.view(), 61)).isEmpty();
    }

    /** It may be the one that runs. */
    @Test
    void aThreadThatIsNotToldOfLeavesItOpen() {
        plugin.thread(62);
        clock(0, Duration.ofSeconds(1000));
        ran(thread(61, 0, 400));
        assertThat(Rest.of(node.view(), 61)).isEmpty();
        ran(thread(61, 0, 400), thread(62, 0, 400));
        assertThat(Rest.of(node.view(), 61)).contains(Duration.ofMinutes(10));
        assertThat(Rest.of(node.blindTo(Tasks.TYPE), 61)).isEmpty();
    }

    private void isGo() {
        node.says(Goroutines.TYPE, "61", GoroutineWords.of(plugin, GoroutineWords.selects(1)));
    }

    /** It wakes once a minute, and runs no goroutine. */
    @Test
    void theRuntimesOwnWatchDoesNotCount() {
        plugin.thread(62);
        plugin.thread(63);
        clock(0, Duration.ofSeconds(1000));
        ran(thread(61, 0, 400), thread(62, 0, 990), thread(63, 0, 500));
        assertThat(Rest.of(node.view(), 61)).contains(Duration.ofSeconds(10));
        isGo();
        assertThat(Rest.of(node.view(), 61)).contains(Duration.ofSeconds(500));
    }

    /** On any other thread a goroutine may have run. */
    @Test
    void onlyTheThreadThatWasStartedFirstIsThatWatch() {
        isGo();
        plugin.thread(62);
        plugin.thread(63);
        clock(0, Duration.ofSeconds(1000));
        ran(thread(61, 0, 400), thread(62, 0, 300), thread(63, 0, 995));
        assertThat(Rest.of(node.view(), 61)).contains(Duration.ofSeconds(5));
        ran(thread(61, 0, 400), new LastRan.Thread(62, 90_000, 0, Duration.ofSeconds(995)), thread(63, 0, 300));
        assertThat(Rest.of(node.view(), 61))
                .as("the numbers of threads have begun anew")
                .contains(Duration.ofSeconds(5));
    }

    @Test
    void ofTwoThreadsEitherMayRunGoroutines() {
        isGo();
        plugin.thread(62);
        clock(0, Duration.ofSeconds(1000));
        ran(thread(61, 0, 400), thread(62, 0, 990));
        assertThat(Rest.of(node.view(), 61)).contains(Duration.ofSeconds(10));
    }

    @Test
    void theClocksAreAskedOnceItIsKnownWhichThreadRanWhere() {
        assertThat(Rest.wants(node.view(), 61)).containsExactly(Tasks.TYPE.key(61), LastRan.TYPE.key(61));
        ran(thread(61, 0, 400), thread(62, 3, 400));
        assertThat(Rest.wants(node.view(), 61)).contains(ProcessorClock.TYPE.key(0), ProcessorClock.TYPE.key(3));
    }
}
