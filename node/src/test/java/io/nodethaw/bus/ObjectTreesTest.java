package io.nodethaw.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ObjectTreesTest {
    private static final String SYSTEMD = "org.freedesktop.systemd1";

    private final Evidence.Builder evidence = new Evidence.Builder(Instant.EPOCH)
            .seen(
                    BusNames.TYPE,
                    "",
                    new BusNames(
                            List.of(new BusNames.Owned(SYSTEMD, ":1.1")),
                            List.of(new BusNames.Peer(":1.1", Optional.of(1), Optional.of(0L))),
                            List.of(),
                            ":1.9",
                            true))
            .seen(
                    BusTrees.TYPE,
                    "",
                    new BusTrees(
                            List.of(new BusTrees.Branch(SYSTEMD, ":1.1", List.of(), List.of(), 1, 0, Duration.ZERO))));

    private List<String> known() {
        return ObjectTrees.of(evidence.build(), List.of()).trees().getFirst().known();
    }

    private void process(char state) {
        evidence.seen(ProcessTable.TYPE, "", new ProcessTable(List.of(new ProcessTable.Entry(1, 0, "systemd", state))));
    }

    @Test
    void deafSystemdIsAliveAndAnswersPrivately() {
        process('S');
        evidence.seen(BusEnds.TYPE, "1", new BusEnds(List.of(new BusEnds.End(2128, 0))));
        evidence.seen(PrivateSerial.TYPE, "", new PrivateSerial(1, "219"));
        assertThat(known())
                .containsExactly(
                        "systemd 1 is alive (state S)",
                        "2128 bytes of the bus unread",
                        "answers on its private socket");
    }

    @Test
    void stoppedOwnerIsCalledStopped() {
        process('T');
        evidence.reading(PrivateSerial.TYPE, "", new Reading.Silent<>(Duration.ofSeconds(1), "connect"));
        assertThat(known()).containsExactly("systemd 1 is stopped (state T)", "silent on its private socket as well");
    }

    @Test
    void nothingIsSaidOfWhatWasNotRead() {
        evidence.seen(BusEnds.TYPE, "1", new BusEnds(List.of()));
        evidence.reading(PrivateSerial.TYPE, "", new Reading.Refused<>("it answers root only"));
        assertThat(known()).isEmpty();
    }

    @Test
    void whoHasReadAllIsToldSo() {
        evidence.seen(BusEnds.TYPE, "1", new BusEnds(List.of(new BusEnds.End(0, 0))));
        assertThat(known()).containsExactly("has read everything that the bus sent it");
    }
}
