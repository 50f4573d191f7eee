package io.nodethaw.hop;

import static io.nodethaw.wait.NodeEvidence.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.BlindSpot;
import io.nodethaw.evidence.DescriptorInfo;
import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.Freeze;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Silence;
import io.nodethaw.evidence.SocketFile;
import io.nodethaw.wait.NodeEvidence;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LostReadingsTest {
    private static final int DOCKERD = 70;

    private final NodeEvidence node = node();

    private <T> void out(FactType<T> type, String instance, String stage) {
        node.reading(type, instance, new Reading.Silent<>(Duration.ofMillis(300), stage, Silence.NOT_READ));
    }

    private void memoryOut(int pid) {
        node.process(pid, "tenant-" + pid);
        out(Goroutines.TYPE, Integer.toString(pid), "read of the memory of process " + pid);
    }

    private List<String> spots() {
        return LostReadings.blindSpots(node.view(), Set.of(1, DOCKERD)).stream()
                .map(BlindSpot::what)
                .toList();
    }

    @Test
    void goroutinesOfADaemonThatDidNotComeAreNotPassedOver() {
        node.process(DOCKERD, "dockerd");
        out(Goroutines.TYPE, "70", "read of the memory of process 70");
        assertThat(spots()).containsExactly("goroutines of dockerd 70");
    }

    @Test
    void epollSetOfPidOneThatDidNotComeIsNotPassedOver() {
        node.systemd();
        out(DescriptorInfo.TYPE, "1/4", "read of /proc/1/fdinfo/4");
        out(DescriptorInfo.TYPE, "1/5", "read of /proc/1/fdinfo/5");
        assertThat(spots()).containsExactly("fdinfo of systemd 1");
    }

    @Test
    void whatIsReadOfNoProcessIsNamedByItsPath() {
        out(SocketFile.TYPE, "/run/crio/crio.sock", "read of socket-file /run/crio/crio.sock");
        assertThat(spots()).containsExactly("socket-file /run/crio/crio.sock");
    }

    @Test
    void cgroupsThatDidNotComeAreNotPassedOver() {
        node.process(DOCKERD, "dockerd");
        out(Freeze.TYPE, "70", "read of the cgroups of 70");
        assertThat(spots()).containsExactly("freeze of dockerd 70");
    }

    @Test
    void othersAreCounted() {
        for (int pid = 500; pid < 562; pid++) {
            memoryOut(pid);
        }
        node.reading(Goroutines.TYPE, "561", Reading.NotAsked.heldUp());
        assertThat(spots())
                .containsExactly("readings of 62 processes that have no part in the chain, such as tenant-500 500");
    }

    @Test
    void oneOtherIsNamed() {
        memoryOut(500);
        assertThat(spots()).containsExactly("readings of tenant-500 500, which has no part in the chain");
    }

    @Test
    void whatWasReadOrCouldNotBeReadIsNotOut() {
        node.process(DOCKERD, "dockerd");
        node.says(Goroutines.TYPE, "70", new Goroutines(DOCKERD, "go1.24.4", "memory", List.of()));
        node.reading(Goroutines.TYPE, "71", new Reading.NotAsked<>("not a Go program"));
        assertThat(spots()).isEmpty();
    }

    @Test
    void silenceOfADaemonIsNoUnreadFile() {
        node.silent(Goroutines.TYPE, "70");
        assertThat(spots()).isEmpty();
    }
}
