package io.nodethaw.format.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Logged;
import io.nodethaw.format.Piece;
import io.nodethaw.format.Texts;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class BusMonitorsTest {
    private static final String CALL =
            "method call time=1594289017.25 sender=:1.934251 -> destination=org.freedesktop.systemd1 serial=7 path=/org/freedesktop/systemd1; interface=org.freedesktop.systemd1.Manager; member=StartTransientUnit\n";

    private static final String OTHER =
            "method return time=1594289018.25 sender=:1.3 -> destination=:1.44 serial=90 reply_serial=3\n";

    private static String later(String time) {
        return "signal time=" + time
                + " sender=:1.3 -> destination=(null destination) serial=13 path=/x; interface=a.b; member=Changed\n";
    }

    private static Piece read(String text) throws IOException {
        return Texts.read(text, new BusMonitors());
    }

    private static long silent(String text) throws IOException {
        return Logged.all(read(text).evidence(), Logged.Sign.SYSTEMD_SILENT).count();
    }

    @Test
    void callThatSystemdDoesNotAnswerWhileOthersAreAnswered() throws IOException {
        var text = CALL + OTHER + later("1594289117.25");
        assertThat(read(text).what()).isEqualTo("messages on the bus");
        assertThat(Logged.all(read(text).evidence(), Logged.Sign.SYSTEMD_SILENT))
                .singleElement()
                .satisfies(said -> assertThat(said.text()).contains("StartTransientUnit within 100 s"));
    }

    @Test
    void recordThatEndsSoonTellsNothing() throws IOException {
        assertThat(silent(CALL + OTHER + later("1594289027.25"))).isZero();
    }

    @Test
    void answerThatComesLateIsAnAnswer() throws IOException {
        var reply = "method return time=1594289100.25 sender=:1.4 -> destination=:1.934251 serial=91 reply_serial=7\n";
        assertThat(silent(CALL + OTHER + reply + later("1594289117.25"))).isZero();
    }

    @Test
    void busOnWhichNobodyIsAnsweredTellsNothingOfSystemd() throws IOException {
        assertThat(silent(CALL + later("1594289117.25"))).isZero();
    }

    @Test
    void busctlShowsTheSame() throws IOException {
        assertThat(silent("""
                        > Type=method_call  Endian=l  Flags=0  Version=1 Cookie=7  Timestamp="Mon 2026-01-05 10:00:00.100000 UTC"
                          Sender=:1.934251  Destination=org.freedesktop.systemd1  Path=/org/freedesktop/systemd1  Interface=org.freedesktop.systemd1.Manager  Member=StopUnit
                          UniqueName=:1.934251
                          MESSAGE "ss" {
                          };
                        > Type=method_return  Endian=l  Flags=1  Version=1 Cookie=90  ReplyCookie=3  Timestamp="Mon 2026-01-05 10:00:01.100000 UTC"
                          Sender=:1.3  Destination=:1.44
                          MESSAGE "" {
                          };
                        > Type=signal  Endian=l  Flags=1  Version=1 Cookie=91  Timestamp="Mon 2026-01-05 10:01:40.100000 UTC"
                          Sender=:1.3  Path=/x  Interface=a.b  Member=Changed
                        """)).isOne();
    }
}
