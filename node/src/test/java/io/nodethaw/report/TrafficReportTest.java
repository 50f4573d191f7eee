package io.nodethaw.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.bus.BusCounts;
import io.nodethaw.bus.BusTraffic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrafficReportTest {
    private static String sender(String connection, String who) {
        var traffic = new BusTraffic(
                Instant.EPOCH,
                Duration.ofSeconds(2),
                new BusCounts(0, 4, 0, 0, 0, 360),
                List.of(new BusTraffic.Sender(connection, who, 4, 360, 4294967295L, 0)),
                List.of(),
                List.of(),
                List.of(),
                0,
                List.of(),
                List.of(),
                "");
        return new TrafficReport(traffic, "nodethaw 0")
                .print(OutputFormat.TEXT, Ink.PLAIN)
                .replaceAll("\\s+", " ");
    }

    @Test
    void busThatDoesNotCountItsMessagesIsNotNearItsEnd() {
        assertThat(sender("org.freedesktop.DBus", "dbus-broker-lau 132"))
                .contains("dbus-broker-lau 132 4 messages, which it does not count")
                .doesNotContain("4294967295");
    }

    @Test
    void lastSerialOfAnybodyElseIsTold() {
        assertThat(sender(":1.1", "systemd 1")).contains("systemd 1 4 messages, last serial 4294967295");
    }
}
