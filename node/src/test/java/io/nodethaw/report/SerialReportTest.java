package io.nodethaw.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.nodethaw.bus.SerialOutlook;
import io.nodethaw.evidence.BusSerial;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.InstalledPackages;
import io.nodethaw.evidence.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SerialReportTest {
    private static final SerialOutlook.Counter PAST = new SerialOutlook.Counter(1L << 32, true, "sd_bus of fd 27");

    private final Evidence.Builder evidence = new Evidence.Builder(Instant.parse("2026-03-04T05:06:07Z"));

    private void reply(String version) {
        evidence.seen(
                BusSerial.TYPE, "", new BusSerial(4_294_960_000L, ":1.3", Duration.ofSeconds(1), Optional.of(version)));
    }

    private void silent() {
        evidence.reading(BusSerial.TYPE, "", new Reading.Silent<>(Duration.ofSeconds(1), "reply to Ping"));
    }

    private SerialOutlook outlook() {
        return SerialOutlook.of(evidence.build());
    }

    private static String text(SerialOutlook outlook) {
        return new SerialReport(outlook, "nodethaw")
                .print(OutputFormat.TEXT, Ink.PLAIN)
                .replaceAll("\\s+", " ");
    }

    private static String json(SerialOutlook outlook) {
        var tree = JsonParser.parseString(new SerialReport(outlook, "nodethaw").print(OutputFormat.JSON, Ink.PLAIN))
                .getAsJsonObject();
        return tree.has("runOver") ? tree.get("runOver").getAsString() : "absent";
    }

    @Test
    void counterThatWasReadCountsMoreThanTheVersion() {
        reply("252.39-1~deb12u1");
        silent();
        assertThat(text(outlook().with(PAST)))
                .contains(
                        "its message counter has run over",
                        "then it can send no more until it is executed anew, although systemd 252.39-1~deb12u1 should not have systemd-11809",
                        "next systemctl daemon-reexec, once; then update systemd; nodethaw diagnose tells what waits for it")
                .doesNotContain("does not have", "counts on");
        assertThat(json(outlook().with(PAST))).isEqualTo("true");
    }

    @Test
    void versionThatIsKnownToEndIsSaidTo() {
        reply("219-62.el7_6.7");
        assertThat(text(outlook())).contains("then systemd 219-62.el7_6.7 has systemd-11809: it is deaf");
        assertThat(json(outlook())).isEqualTo("false");
    }

    @Test
    void mendedPackageIsSaidToCountOn() {
        reply("219");
        evidence.seen(
                InstalledPackages.TYPE,
                "",
                new InstalledPackages("rpm", List.of(new InstalledPackages.Entry("systemd", "219-62.el7_6.8"))));
        assertThat(text(outlook()))
                .contains("its counter wraps harmlessly", "systemd 219-62.el7_6.8 does not have systemd-11809");
    }

    @Test
    void whyThePackageIsNotKnownIsSaid() {
        reply("219");
        assertThat(text(outlook())).contains("unless its package brings the fix: it is deaf");
        evidence.reading(InstalledPackages.TYPE, "", new Reading.NotAsked<>("neither dpkg nor rpm knows them"));
        assertThat(text(outlook()))
                .contains(
                        "unless its package brings the fix (which one it is, is not known: neither dpkg nor rpm knows them)");
    }

    @Test
    void silenceThatNothingExplainsIsNoOverflow() {
        silent();
        assertThat(text(outlook())).doesNotContain("run over").contains("next nodethaw diagnose tells why");
        assertThat(json(outlook())).isEqualTo("absent");
    }
}
