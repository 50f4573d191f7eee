package io.nodethaw.bus.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodethaw.bus.BusSecond;
import io.nodethaw.bus.BusTraffic;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.wire.dbus.FakeBus;
import io.nodethaw.collect.wire.dbus.FakePeer;
import io.nodethaw.collect.wire.dbus.Message;
import io.nodethaw.collect.wire.dbus.MessageEncoder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BusMonitorTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int BATCH = 5000;

    @TempDir
    private Path root;

    private final List<BusSecond> seconds = new ArrayList<>();

    /** Signals of the monitor to itself, which the bus has and has not shown to it. */
    private final BlockingQueue<Message> pulses = new LinkedBlockingQueue<>();

    private BusTraffic watch(FakePeer.Script sends, BooleanSupplier stopped, Optional<OutputStream> record)
            throws IOException {
        return watch(sends, stopped, record, false);
    }

    private BusTraffic watch(
            FakePeer.Script sends, BooleanSupplier stopped, Optional<OutputStream> record, boolean passes)
            throws IOException {
        try (var bus = FakeBus.at(root)) {
            if (passes) {
                bus.answer("Pulse", call -> {
                    var shown = ReplayTest.pulse(call.destination(), call.serial());
                    pulses.add(shown);
                    return shown;
                });
            }
            bus.answers("BecomeMonitor", "");
            bus.after("BecomeMonitor", sends);
            return BusMonitor.watch(
                    new Host(root, InstantSource.system()),
                    1000,
                    LONG,
                    new BusMonitor.Settings(Optional.of(LONG), record, Optional.empty(), stopped),
                    new Names(Names.Who.NOBODY),
                    seconds::add);
        }
    }

    /** Many messages, one after the other. */
    private static ByteBuffer batch() throws IOException {
        var all = ByteBuffer.allocate(BATCH * 200);
        for (int i = 1; i <= BATCH; i++) {
            all.put(MessageEncoder.encode(
                    ReplayTest.call(":1.5", i, "org.freedesktop.systemd1", "GetUnit"), ByteOrder.LITTLE_ENDIAN));
        }
        return all.flip();
    }

    @Test
    void leavesTheBusWhenItDoesNotKeepUp() throws IOException {
        var batch = batch();
        var sent = new AtomicLong();
        var all = watch(
                peer -> {
                    while (true) {
                        peer.write(batch.duplicate());
                        sent.addAndGet(batch.limit());
                    }
                },
                () -> false,
                Optional.empty());
        assertThat(all.end()).startsWith("left the bus: messages come faster than they can be taken here");
        assertThat(all.counts().messages()).isPositive();
        assertThat(sent.get()).as("it was not left at once").isGreaterThan(16L << 20);
        assertThat(seconds).isNotEmpty();
    }

    /** In all there is more than what makes it leave, but it has taken everything in between. */
    @Test
    void staysWhereItHasTakenAllInBetween() throws Exception {
        var batch = batch();
        int rounds = 4;
        int batches = (12 << 20) / batch.limit();
        var asked = new AtomicInteger();
        var done = new CountDownLatch(1);
        var all = watch(
                peer -> {
                    for (int i = 0; i < rounds; i++) {
                        for (int j = 0; j < batches; j++) {
                            peer.write(batch.duplicate());
                        }
                        int begun = asked.get();
                        while (asked.get() < begun + 4) { // it has read what was left, and found nothing
                            Thread.onSpinWait();
                        }
                    }
                    done.countDown();
                    peer.next();
                },
                () -> {
                    asked.incrementAndGet();
                    return done.getCount() == 0;
                },
                Optional.empty());
        assertThat(all.end()).isEmpty();
        assertThat(all.counts().calls()).isEqualTo((long) rounds * batches * BATCH);
    }

    @Test
    void endOfTheBusIsToldWithWhatWasSeenBefore() throws IOException {
        var all = watch(peer -> peer.write(batch()), () -> false, Optional.empty());
        assertThat(all.end()).isEqualTo("the bus has closed the connection");
        assertThat(all.counts().calls()).isEqualTo(BATCH);
    }

    @Test
    void bytesThatAreNoMessageEndIt() throws IOException {
        var all = watch(peer -> peer.write(ByteBuffer.allocate(100)), () -> false, Optional.empty());
        assertThat(all.end())
                .startsWith("left the bus: what it sent is no message (malformed D-Bus message: byte order mark 0)")
                .endsWith("what came before is counted");
    }

    @Test
    void whatCameBeforeBytesThatAreNoMessageIsKept() throws IOException {
        var recorded = new ByteArrayOutputStream();
        var all = watch(
                peer -> {
                    peer.write(batch());
                    peer.write(ByteBuffer.allocate(100));
                },
                () -> false,
                Optional.of(recorded));
        assertThat(all.end()).endsWith("what came before is counted and recorded");
        assertThat(all.counts().calls()).isEqualTo(BATCH);
        var kept = Replay.read(new ByteArrayInputStream(recorded.toByteArray()), Optional.empty(), _ -> {});
        assertThat(kept.counts().calls()).isEqualTo(BATCH);
    }

    /** The head tells how long it is, but it has no serial: those after it count. */
    @Test
    void whatBreaksTheRulesIsCounted() throws IOException {
        var broken = batch();
        broken.putInt(8, 0);
        var all = watch(peer -> peer.write(broken), () -> false, Optional.empty());
        assertThat(all.end()).isEqualTo("the bus has closed the connection");
        assertThat(all.malformed()).isEqualTo(1);
        assertThat(all.counts().calls()).isEqualTo(BATCH - 1);
    }

    @Test
    void diskThatFailsEndsIt() throws IOException {
        var full = new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                throw new IOException("no space left");
            }
        };
        var all = watch(
                peer -> {
                    while (true) {
                        peer.write(batch());
                    }
                },
                () -> false,
                Optional.of(full));
        assertThat(all.end()).isEqualTo("no space left");
    }

    @Test
    void refusalToWatchIsAnError() {
        assertThatThrownBy(() -> {
                    try (var bus = FakeBus.at(root)) {
                        bus.fails("BecomeMonitor", "org.freedesktop.DBus.Error.AccessDenied");
                        BusMonitor.watch(
                                new Host(root, InstantSource.system()),
                                1000,
                                LONG,
                                new BusMonitor.Settings(
                                        Optional.of(LONG), Optional.empty(), Optional.empty(), () -> false),
                                new Names(Names.Who.NOBODY),
                                seconds::add);
                    }
                })
                .isInstanceOf(IOException.class)
                .hasMessageContaining("AccessDenied");
    }

    /** The queue of the bus gets longer, although its socket is empty whenever the monitor looks: it was stopped in between. */
    @Test
    void leavesWhereItsOwnMessageDoesNotCome() throws IOException {
        var batch = batch();
        var asked = new AtomicInteger();
        var all = watch(
                peer -> {
                    peer.send(shown());
                    while (true) {
                        peer.write(batch.duplicate());
                        int begun = asked.get();
                        while (asked.get() < begun + 4) { // it has read what was left, and found nothing
                            Thread.onSpinWait();
                        }
                    }
                },
                () -> {
                    asked.incrementAndGet();
                    return false;
                },
                Optional.empty(),
                true);
        assertThat(all.end())
                .startsWith("left the bus: messages come faster than they can be taken here")
                .contains("a message of its own has not come for ", " KiB came before it");
        assertThat(all.behind().orElseThrow().bytes()).isBetween(512L << 10, 40L << 20);
    }

    @Test
    void ownMessagesTellHowFarItIsBehindAndDoNotCount() throws IOException {
        var batch = batch();
        var done = new CountDownLatch(1);
        var all = watch(
                peer -> {
                    for (int i = 0; i < 3; i++) {
                        peer.write(batch.duplicate());
                        peer.send(shown());
                    }
                    peer.write(batch.duplicate());
                    done.countDown();
                    peer.next();
                },
                () -> done.getCount() == 0 && counted() >= 4 * BATCH,
                Optional.empty(),
                true);
        assertThat(all.end()).isEmpty();
        assertThat(all.counts().messages()).isEqualTo(4 * BATCH);
        assertThat(all.behind().orElseThrow().bytes()).isBetween(1L, 4L * batch.limit());
        assertThat(all.behind().orElseThrow().age()).isPositive();
    }

    private Message shown() throws IOException {
        try {
            return pulses.take();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private long counted() {
        return seconds.stream().mapToLong(second -> second.counts().messages()).sum();
    }

    @Test
    void busThatDoesNotShowThemLeavesItUntold() throws IOException {
        var all = watch(peer -> peer.write(batch()), () -> false, Optional.empty());
        assertThat(all.behind()).isEmpty();
    }
}
