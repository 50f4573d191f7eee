package io.nodethaw.bus.ask;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.bus.BusDaemon;
import io.nodethaw.bus.PrivateSerial;
import io.nodethaw.bus.SerialOutlook;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.wire.dbus.FakeBus;
import io.nodethaw.collect.wire.dbus.FakePeer;
import io.nodethaw.collect.wire.dbus.Variant;
import io.nodethaw.evidence.BusSerial;
import io.nodethaw.evidence.Reading;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SerialWatchTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path root;

    /** A systemd that sends ten messages to others between two answers. */
    private final AtomicLong sent = new AtomicLong(100);

    private SerialWatch watch() {
        return new SerialWatch(new Host(root, InstantSource.system()), 1000);
    }

    @Test
    void eachAnswerIsASerial() throws Exception {
        try (var bus = FakeBus.at(root)) {
            bus.owner("org.freedesktop.systemd1", ":1.3");
            bus.answers("GetConnectionUnixProcessID", "u", 58L);
            bus.answer("Get", call -> FakePeer.reply(call, sent.addAndGet(11), "v", Variant.of("252.39")));
            bus.answer("Ping", call -> FakePeer.reply(call, sent.addAndGet(11), ""));
            var evidence = watch().watch(SOON, Duration.ofMillis(300));
            assertThat(evidence.samples(BusSerial.TYPE, "")).hasSize(4);
            var told = SerialOutlook.of(evidence);
            assertThat(told.level().orElseThrow().serial()).isEqualTo(144);
            assertThat(told.version()).contains("252.39");
            assertThat(told.rate().orElseThrow().messages()).isEqualTo(30);
            assertThat(evidence.seen(BusDaemon.TYPE)).contains(new BusDaemon(58));
            assertThat(evidence.reading(PrivateSerial.TYPE)).isInstanceOf(Reading.Refused.class);
            assertThat(bus.waitUntilLeft(2, SOON)).isTrue();
        }
    }

    @Test
    void refusedVersionIsNoSerialOfSystemd() throws Exception {
        try (var bus = FakeBus.at(root)) {
            bus.owner("org.freedesktop.systemd1", ":1.3");
            bus.answers("GetConnectionUnixProcessID", "u", 58L);
            bus.fails("Get", "org.freedesktop.DBus.Error.AccessDenied");
            bus.answer("Ping", call -> FakePeer.reply(call, sent.addAndGet(11), ""));
            var told = SerialOutlook.of(watch().watch(SOON, Duration.ofMillis(100)));
            assertThat(told.level().orElseThrow().serial()).isEqualTo(122);
            assertThat(told.version()).isEmpty();
        }
    }

    @Test
    void nobodyIsAskedWhoseNameHasNoOwner() throws Exception {
        try (var bus = FakeBus.at(root)) {
            bus.answers("GetConnectionUnixProcessID", "u", 58L);
            var evidence = watch().watch(SOON, Duration.ofMillis(300));
            assertThat(evidence.samples(BusSerial.TYPE, "")).hasSize(1);
            assertThat(SerialOutlook.of(evidence).silence()).contains("nobody owns org.freedesktop.systemd1");
            assertThat(bus.waitUntilLeft(2, SOON))
                    .as("both connections are closed")
                    .isTrue();
        }
    }

    @Test
    void watchEndsWithTheFirstSilence() throws Exception {
        try (var bus = FakeBus.at(root)) {
            bus.owner("org.freedesktop.systemd1", ":1.3");
            bus.answers("GetConnectionUnixProcessID", "u", 58L);
            bus.answer("Get", call -> FakePeer.reply(call, sent.addAndGet(11), "v", Variant.of("219")));
            var told = SerialOutlook.of(watch().watch(Duration.ofMillis(300), Duration.ofMillis(500)));
            assertThat(told.level().orElseThrow().serial()).isEqualTo(111);
            assertThat(told.silence().orElseThrow())
                    .startsWith("no answer in ")
                    .endsWith("(reply to Ping of org.freedesktop.systemd1)");
            assertThat(told.asked()).isEqualTo(1);
            assertThat(bus.waitUntilLeft(2, SOON))
                    .as("the one left behind closes its own")
                    .isTrue();
        }
    }

    @Test
    void withoutABusNothingIsKnown() throws InterruptedException, IOException {
        var told = SerialOutlook.of(watch().watch(SOON, Duration.ofMillis(100)));
        assertThat(told.silence().orElseThrow()).contains("no socket");
    }
}
