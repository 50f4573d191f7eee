package io.nodethaw.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nodethaw.evidence.BusSerial;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SendingRateTest {
    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

    /** One reply a second, each so much further than the one before. */
    private static List<BusSerial> replies(long first, long... steps) {
        var all = new ArrayList<BusSerial>();
        long serial = first;
        all.add(reply(serial, 0));
        for (int i = 0; i < steps.length; i++) {
            serial += steps[i];
            all.add(reply(serial, i + 1));
        }
        return all;
    }

    private static BusSerial reply(long serial, int second) {
        return new BusSerial(serial, ":1.3", Duration.ofSeconds(second), Optional.empty());
    }

    @Test
    void repliesToUsDoNotCount() {
        var rate = SendingRate.of(replies(1000, 101, 101, 101, 101)).orElseThrow();
        assertThat(rate.messages()).isEqualTo(400);
        assertThat(rate.own()).isEqualTo(4);
        assertThat(rate.perSecond()).isEqualTo(100, within(1e-9));
    }

    @Test
    void burstsMakeTheIntervalWide() {
        var even = SendingRate.of(replies(1, 101, 101, 101, 101)).orElseThrow();
        var bursts = SendingRate.of(replies(1, 1, 1, 401, 1)).orElseThrow();
        assertThat(bursts.perSecond()).isEqualTo(even.perSecond(), within(1e-9));
        assertThat(bursts.margin()).isGreaterThan(3 * even.margin());
        assertThat(bursts.low()).isZero();
    }

    @Test
    void counterThatWrapsGoesOn() {
        assertThat(SendingRate.between(0xfffffffeL, 0xffffffffL)).isEqualTo(1);
        assertThat(SendingRate.between(0xffffffffL, 0x80000000L)).isEqualTo(1);
        assertThat(SendingRate.between(0xfffffff0L, 0x80000010L)).isEqualTo(32);
        assertThat(SendingRate.between(5000, 3)).isNegative();
    }

    @Test
    void oneReplyIsNoRate() {
        assertThat(SendingRate.of(replies(7))).isEmpty();
        assertThat(SendingRate.of(List.of())).isEmpty();
    }

    @Test
    void clockThatStandsStillDividesByNothing() {
        var rate = SendingRate.of(List.of(reply(1, 0), reply(9, 0))).orElseThrow();
        assertThat(rate.perSecond()).isFinite();
    }

    @Test
    void steadyRateHasADate() {
        var rate = SendingRate.of(replies(1, 1001, 1001, 1001, 1001)).orElseThrow();
        var end = CounterEnd.of(1_000_000, rate, NOW).orElseThrow();
        assertThat(end.at()).isEqualTo(NOW.plusSeconds(1000));
        assertThat(end.earliest()).isBetween(NOW.plusSeconds(950), NOW.plusSeconds(1000));
        assertThat(end.latest().orElseThrow()).isBetween(NOW.plusSeconds(1000), NOW.plusSeconds(1050));
    }

    @Test
    void quietNodeHasNoDate() {
        var nothing = SendingRate.of(replies(1, 1, 1, 1, 1)).orElseThrow();
        assertThat(nothing.messages()).isZero();
        assertThat(CounterEnd.of(BusSerial.LAST, nothing, NOW)).isEmpty();
        assertThat(CounterEnd.of(0, nothing, NOW)).isEmpty();
        var little = SendingRate.of(replies(1, 1, 2, 1, 1)).orElseThrow();
        assertThat(CounterEnd.of(BusSerial.LAST, little, NOW)).isEmpty();
    }

    @Test
    void whatMayBeNothingMayNeverEnd() {
        var little = SendingRate.of(replies(1, 1, 3, 1, 1)).orElseThrow();
        assertThat(CounterEnd.of(1000, little, NOW).orElseThrow().latest()).isEmpty();
    }
}
