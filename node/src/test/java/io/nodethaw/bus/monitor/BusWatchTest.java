package io.nodethaw.bus.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.bus.BusSecond;
import io.nodethaw.bus.BusTraffic;
import io.nodethaw.collect.HostFolder;
import io.nodethaw.collect.child.ReaderChild;
import io.nodethaw.collect.wire.dbus.FakeBus;
import io.nodethaw.collect.wire.dbus.FakePeer;
import io.nodethaw.collect.wire.dbus.Message;
import io.nodethaw.collect.wire.dbus.Variant;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bus with those who find out who its clients are. */
class BusWatchTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    private Path root;

    private final ConcurrentLinkedQueue<String> askedFor = new ConcurrentLinkedQueue<>();
    private final Semaphore answered = new Semaphore(0);

    /** A bus on which :1.1 is systemd, :1.2 a process that is gone, and of :1.66 nothing is told. */
    private FakeBus bus() throws IOException {
        var folder = new HostFolder(root);
        folder.write("/proc/1/stat", "1 (systemd) S 0 1 1 0 -1 4194560 0 0 0 0 5 5 0 0 20 0 1 0 7 0 0");
        var bus = FakeBus.at(root);
        bus.answers("BecomeMonitor", "");
        bus.answers("ListNames", "as", List.of("org.freedesktop.DBus", ":1.1", "org.freedesktop.systemd1"));
        bus.answers("ListActivatableNames", "as", List.of());
        bus.owner("org.freedesktop.systemd1", ":1.1");
        bus.answers("GetConnectionCredentials", "a{sv}", Map.of("ProcessID", new Variant("u", 1L)));
        bus.answer("GetConnectionUnixProcessID", call -> {
            var unique = (String) call.body().getFirst();
            askedFor.add(unique);
            answered.release();
            return switch (unique) {
                case ":1.1" -> FakePeer.reply(call, 1, "u", 1L);
                case ":1.2" -> FakePeer.reply(call, 1, "u", 4242L);
                default ->
                    new Message(
                            Message.Type.ERROR,
                            1,
                            2,
                            call.serial(),
                            "",
                            "",
                            "",
                            "org.freedesktop.DBus.Error.NameHasNoOwner",
                            "",
                            "org.freedesktop.DBus",
                            "s",
                            List.of("no such name"));
            };
        });
        return bus;
    }

    private BusTraffic watch(Consumer<BusSecond> each) throws IOException {
        var host = new HostFolder(root).host();
        var child = new ReaderChild(List.of("/bin/false"), host);
        var settings = new BusMonitor.Settings(Optional.of(LIMIT), Optional.empty(), Optional.empty(), () -> false);
        return new BusWatch(host, 1000, child).watch(LIMIT, settings, each);
    }

    @Test
    void whoSentIsTold() throws IOException {
        try (var bus = bus()) {
            bus.after("BecomeMonitor", peer -> {
                answered.acquireUninterruptibly(); // :1.1, which was there from the beginning
                peer.send(ReplayTest.call(":1.2", 1, ":1.1", "GetUnit"));
                peer.send(ReplayTest.call(":1.66", 1, ":1.1", "GetUnit"));
                peer.send(ReplayTest.call(":1.1", 900, ":1.2", "GetUnit"));
            });
            var all = watch(_ -> {});
            assertThat(all.end()).isEqualTo("the bus has closed the connection");
            assertThat(all.senders())
                    .extracting(BusTraffic.Sender::connection)
                    .containsExactlyInAnyOrder(":1.1", ":1.2", ":1.66");
            assertThat(askedFor).contains(":1.1");
            assertThat(all.senders())
                    .filteredOn(one -> one.connection().equals(":1.66"))
                    .extracting(BusTraffic.Sender::who)
                    .containsExactly("");
        }
    }

    /** Whoever reads the output may stop to read: the bus is read on. */
    @Test
    void slowOutputDoesNotHoldUpTheBus() throws IOException {
        var printed = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        try (var bus = bus()) {
            bus.after("BecomeMonitor", peer -> {
                peer.send(ReplayTest.call(":1.2", 1, ":1.1", "GetUnit"));
                waitFor(printed);
                for (int i = 2; i <= 1000; i++) {
                    peer.send(ReplayTest.call(":1.2", i, ":1.1", "GetUnit"));
                }
                goOn.countDown();
            });
            var all = watch(_ -> {
                printed.countDown();
                try {
                    waitFor(goOn);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThat(all.counts().calls()).isEqualTo(1000);
        }
    }

    private static void waitFor(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
