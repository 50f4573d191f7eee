package io.nodethaw.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.bus.BusCounts;
import io.nodethaw.bus.BusTraffic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrafficReportTest {
    private static String sender(String connection, String who) {
        return text(traffic(connection, who, Optional.empty()));
    }

    private static String text(BusTraffic traffic) {
        return new TrafficReport(traffic, "nodethaw 0")
                .print(OutputFormat.TEXT, Ink.PLAIN)
                .replaceAll("\\s+", " ");
    }

    private static BusTraffic traffic(String connection, String who, Optional<BusTraffic.Compared> compared) {
        return traffic(connection, who, compared, Optional.of(4294967295L), 0);
    }

    private static BusTraffic traffic(
            String connection, String who, Optional<BusTraffic.Compared> compared, Optional<Long> serial, long left) {
        return new BusTraffic(
                Instant.EPOCH,
                Duration.ofSeconds(2),
                new BusCounts(0, 4, 0, 0, 0, 360),
                List.of(new BusTraffic.Sender(connection, who, 4, 360, serial, serial.map(_ -> 0L))),
                left,
                List.of(),
                List.of(),
                List.of(),
                0,
                List.of(),
                left,
                left == 0 ? Optional.empty() : Optional.of(new BusTraffic.Lag(Duration.ofMillis(212), 4096)),
                compared,
                "");
    }

    private static String compared(int often, List<BusTraffic.Missing> missing, String why) {
        return text(traffic(
                ":1.1",
                "systemd 1",
                Optional.of(new BusTraffic.Compared(Duration.ofSeconds(30), often, missing, why))));
    }

    @Test
    void comparisonThatFindsNothingSaysSo() {
        assertThat(compared(7, List.of(), ""))
                .contains(
                        "compared the last 30 s with the recording: of 7 kinds of messages that always come there, nothing is missing");
        assertThat(sender(":1.1", "systemd 1")).doesNotContain("compared");
    }

    @Test
    void whatIsMissingIsCounted() {
        assertThat(compared(
                        7, List.of(new BusTraffic.Missing("a.UnitNew of b", 0, 40, 33, Duration.ofSeconds(30))), ""))
                .contains("missing 0 a.UnitNew of b in 30 s where 40 are usual", "there, 1 is missing");
    }

    @Test
    void whatCannotBeComparedIsSaidToBeSo() {
        assertThat(compared(0, List.of(), "the recording has 3 s"))
                .contains("compared not with the recording: the recording has 3 s");
    }

    @Test
    void busHasNoSerialOfItsOwn() {
        var traffic = traffic("org.freedesktop.DBus", "dbus-daemon 132", Optional.empty(), Optional.empty(), 0);
        assertThat(text(traffic)).contains("dbus-daemon 132 4 messages, no serial of its own");
        assertThat(json(traffic)).contains("dbus-daemon 132").doesNotContain("\"serial\"", "\"skipped\"");
        assertThat(json(traffic(":1.1", "", Optional.empty())))
                .contains("\"serial\":4294967295", "\"skipped\":0", "\"sendersLeftOut\":0");
    }

    @Test
    void sendersThatAreLeftOutAreTold() {
        assertThat(text(traffic(":1.1", "systemd 1", Optional.empty(), Optional.of(4L), 17)))
                .contains("sender 17 more messages are of senders too many to be told apart");
        assertThat(sender(":1.1", "systemd 1")).doesNotContain("told apart");
    }

    @Test
    void whatWasBrokenAndHowFarItWasBehindIsTold() {
        var traffic = traffic(":1.1", "systemd 1", Optional.empty(), Optional.of(4L), 2);
        assertThat(text(traffic))
                .contains("broken 2 messages break the rules of D-Bus and could not be counted; the others were")
                .contains("behind at most 212 ms and 4096 bytes");
        assertThat(json(traffic)).contains("\"malformed\":2", "\"behind\":{\"millis\":212,\"bytes\":4096}");
        assertThat(sender(":1.1", "systemd 1")).doesNotContain("broken", "behind");
    }

    private static String json(BusTraffic traffic) {
        return new TrafficReport(traffic, "nodethaw 0")
                .print(OutputFormat.JSON, Ink.PLAIN)
                .replace(" ", "")
                .replace("dbus-daemon132", "dbus-daemon 132");
    }

    @Test
    void lastSerialOfAnybodyElseIsTold() {
        assertThat(sender(":1.1", "systemd 1")).contains("systemd 1 4 messages, last serial 4294967295");
    }
}
