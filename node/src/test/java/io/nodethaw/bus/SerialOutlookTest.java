package io.nodethaw.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nodethaw.evidence.BusSerial;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.InstalledPackages;
import io.nodethaw.evidence.Machine;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SerialOutlookTest {
    private static final Instant AT = Instant.parse("2026-03-04T05:06:07Z");

    private final Evidence.Builder evidence = new Evidence.Builder(AT);

    private void reply(int second, long serial, String owner) {
        evidence.seen(
                BusSerial.TYPE,
                "",
                new BusSerial(
                        serial,
                        owner,
                        Duration.ofSeconds(second),
                        second == 0 ? Optional.of("219") : Optional.empty()));
    }

    private SerialOutlook outlook() {
        return SerialOutlook.of(evidence.build());
    }

    @Test
    void levelRateAndEndAreTold() {
        for (int i = 0; i <= 4; i++) {
            reply(i, 4_294_000_000L + 1001L * i, ":1.3");
        }
        var told = outlook();
        assertThat(told.level().orElseThrow().left()).isEqualTo(4_294_967_295L - 4_294_004_004L);
        assertThat(told.rate().orElseThrow().perSecond()).isEqualTo(1000, within(1e-9));
        assertThat(told.end().orElseThrow().at()).isEqualTo(AT.plusMillis(963_291));
        assertThat(told.asked()).isEqualTo(5);
        assertThat(told.silence()).isEmpty();
        assertThat(told.isKnown()).isTrue();
    }

    @Test
    void newConnectionBeginsTheRateAnew() {
        reply(0, 5000, ":1.3");
        reply(1, 6000, ":1.3");
        reply(2, 20, ":1.9");
        reply(3, 31, ":1.9");
        var rate = outlook().rate().orElseThrow();
        assertThat(rate.messages()).isEqualTo(10);
        assertThat(rate.over()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void lastSerialIsKeptWhenSystemdFallsSilent() {
        reply(0, 5000, ":1.3");
        evidence.reading(
                BusSerial.TYPE,
                "",
                new Reading.Silent<>(Duration.ofSeconds(1), "reply to Ping of org.freedesktop.systemd1"));
        var told = outlook();
        assertThat(told.level().orElseThrow().serial()).isEqualTo(5000);
        assertThat(told.silence()).contains("no answer in 1000 ms (reply to Ping of org.freedesktop.systemd1)");
        assertThat(told.rate()).isEmpty();
    }

    @Test
    void lastSerialBeforeSilenceShowsTheOverflow() {
        evidence.seen(
                BusSerial.TYPE,
                "",
                new BusSerial(4_294_967_290L, ":1.3", Duration.ZERO, Optional.of("219-62.el7_6.7")));
        assertThat(outlook().hasRunOver()).as("it answers").isFalse();
        evidence.reading(BusSerial.TYPE, "", new Reading.Silent<>(Duration.ofSeconds(1), "reply to Ping"));
        assertThat(outlook().hasRunOver()).isTrue();
    }

    private void installed(String version) {
        evidence.seen(
                InstalledPackages.TYPE,
                "",
                new InstalledPackages("rpm", List.of(new InstalledPackages.Entry("systemd", version))));
    }

    @Test
    void packageTellsWhatSystemdsOwnWordsLeaveOpen() {
        reply(0, 4_294_967_290L, ":1.3");
        assertThat(outlook().fate()).isEqualTo(Fate.PERHAPS);
        assertThat(outlook().unpackaged()).as("its package was not asked for").isEmpty();
        installed("219-62.el7_6.8");
        assertThat(outlook().fate()).isEqualTo(Fate.WRAPS);
        assertThat(outlook().version()).contains("219-62.el7_6.8");
        installed("219-62.el7_6.7");
        assertThat(outlook().fate()).isEqualTo(Fate.ENDS);
        assertThat(outlook().hasRunOver()).as("it answers").isFalse();
        assertThat(outlook().runOver()).contains(false);
        evidence.reading(BusSerial.TYPE, "", new Reading.Silent<>(Duration.ofSeconds(1), "reply to Ping"));
        assertThat(outlook().hasRunOver()).isTrue();
        assertThat(outlook().runOver()).contains(true);
    }

    @Test
    void packageThatDoesNotRunTellsNothing() {
        reply(0, 5000, ":1.3");
        installed("239-82.el8_10.2");
        assertThat(outlook().fate()).isEqualTo(Fate.PERHAPS);
        assertThat(outlook().version()).contains("219");
        assertThat(outlook().unpackaged()).contains("runs; 239-82.el8_10.2 is installed since");
    }

    @Test
    void packageThatCouldNotBeAskedForIsTold() {
        reply(0, 5000, ":1.3");
        evidence.reading(InstalledPackages.TYPE, "", new Reading.NotAsked<>("neither dpkg nor rpm knows them"));
        assertThat(outlook().fate()).isEqualTo(Fate.PERHAPS);
        assertThat(outlook().unpackaged()).contains("neither dpkg nor rpm knows them");
    }

    @Test
    void silenceWithoutAReasonLeavesOpenWhetherItHasRunOver() {
        reply(0, 4_294_967_290L, ":1.3");
        evidence.reading(BusSerial.TYPE, "", new Reading.Silent<>(Duration.ofSeconds(1), "reply to Ping"));
        assertThat(outlook().runOver()).as("perhaps mended").isEmpty();
        assertThat(outlook()
                        .with(new SerialOutlook.Counter(4_294_967_290L, true, "fd 27"))
                        .runOver())
                .contains(false);
    }

    @Test
    void silenceFarFromTheEndShowsNoOverflow() {
        reply(0, 4_294_960_000L, ":1.3");
        evidence.reading(BusSerial.TYPE, "", new Reading.Silent<>(Duration.ofSeconds(1), "reply to Ping"));
        assertThat(outlook().hasRunOver()).isFalse();
    }

    @Test
    void nothingIsKnownWhenNothingAnswers() {
        evidence.reading(BusSerial.TYPE, "", new Reading.Failed<>("connection refused"));
        var told = outlook();
        assertThat(told.isKnown()).isFalse();
        assertThat(told.fate()).isEqualTo(Fate.UNKNOWN);
        assertThat(told.with(new SerialOutlook.Counter(1L << 32, true, "fd 27")).isKnown())
                .isTrue();
        assertThat(told.with(new SerialOutlook.Counter(1L << 32, true, "fd 27")).hasRunOver())
                .isTrue();
        var doubtful = told.with(new SerialOutlook.Counter(1L << 32, false, "fd 27"));
        assertThat(doubtful.isKnown()).isFalse();
        assertThat(doubtful.hasRunOver()).isFalse();
    }

    /** The bus is as old as the machine. */
    private void busBegan(double secondsAgo) {
        evidence.seen(Machine.TYPE, "", new Machine(99, 0, "6.1", "x86_64", "b", 100, secondsAgo));
        evidence.seen(
                ProcessTable.TYPE,
                "",
                new ProcessTable(List.of(new ProcessTable.Entry(58, 1, "dbus-daemon", 'S', 0, 0, 0))));
        evidence.seen(BusDaemon.TYPE, "", new BusDaemon(58));
    }

    @Test
    void averageIsALeastBecauseTheBusIsOlder() {
        busBegan(10_000);
        reply(0, 3_310_000, ":1.3");
        var average = outlook().average().orElseThrow();
        assertThat(average.perSecond()).isEqualTo(331, within(1e-9));
        assertThat(average.since()).isEqualTo(Duration.ofSeconds(10_000));
        assertThat(average.daemon()).isEqualTo("dbus-daemon 58");
        assertThat(average.endAtLatest()).isPresent();
    }

    @Test
    void averageOfABusThatHasJustBegunIsNotTold() {
        busBegan(1000);
        reply(0, 331_000, ":1.3");
        assertThat(outlook().average()).isEmpty();
    }

    @Test
    void averageThatNoBusCanHaveIsNotTold() {
        busBegan(1000);
        reply(0, 4_294_000_000L, ":1.3");
        assertThat(outlook().average()).isEmpty();
    }

    @Test
    void silentSystemdHasTheVersionOfItsPackage() {
        evidence.reading(BusSerial.TYPE, "", new Reading.Silent<>(Duration.ofSeconds(1), "reply to Ping"));
        assertThat(outlook().version()).isEmpty();
        assertThat(outlook().fate()).isEqualTo(Fate.UNKNOWN);
        installed("219-62.el7_6.7");
        assertThat(outlook().version()).contains("219-62.el7_6.7");
        assertThat(outlook().fate()).isEqualTo(Fate.ENDS);
        assertThat(outlook().unpackaged()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "219-62.el7_6.7, ENDS",
        "219-62.el7_6.8, WRAPS",
        "236, ENDS",
        "239, PERHAPS",
        "241, ENDS",
        "242, WRAPS",
        "252.39-1~deb12u1, WRAPS"
    })
    void versionTellsWhatHappensAtTheEnd(String version, Fate fate) {
        assertThat(Fate.of(Optional.of(version))).isEqualTo(fate);
    }

    @Test
    void whatIsSeenOfTheEndDependsOnTheRelease() {
        assertThat(Fate.end("219")).contains("deaf");
        assertThat(Fate.end("237-3ubuntu10")).contains("stays off");
        assertThat(Fate.end("239")).contains("back");
        assertThat(Fate.end("v?")).contains("deaf");
    }
}
