package io.nodethaw.bus.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.collect.HostFolder;
import io.nodethaw.collect.child.ReaderChild;
import io.nodethaw.collect.wire.dbus.FakeBus;
import io.nodethaw.collect.wire.dbus.FakePeer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientsTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    private Path root;

    private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();

    private Clients clients() {
        var host = new HostFolder(root).host();
        return new Clients(host, 1000, new ReaderChild(List.of("/bin/false"), host), LIMIT);
    }

    private FakeBus bus() throws IOException {
        new HostFolder(root).write("/proc/11/stat", "11 (runc) S 0 1 1 0 -1 4194560 0 0 0 0 5 5 0 0 20 0 1 0 7 0 0");
        var bus = FakeBus.at(root);
        bus.answer("GetConnectionUnixProcessID", call -> {
            var unique = (String) call.body().getFirst();
            asked.add(unique);
            return FakePeer.reply(call, 1, "u", unique.equals(":1.1") ? 11L : 4242L);
        });
        return bus;
    }

    private String next() throws InterruptedException {
        return Optional.ofNullable(asked.poll(LIMIT.toSeconds(), TimeUnit.SECONDS))
                .orElse("nothing was asked");
    }

    @Test
    void processesAreToldByName() throws Exception {
        try (var _ = bus();
                var clients = clients()) {
            var names = new Names(clients);
            clients.tell(names);
            assertThat(names.who(":1.1")).as("not known yet").isEmpty();
            assertThat(next()).isEqualTo(":1.1");
            clients.ask(":1.2"); // one that is gone; once it is asked for, the one before is told
            assertThat(next()).isEqualTo(":1.2");
            assertThat(names.who(":1.1")).isEqualTo("runc 11");
        }
    }

    @Test
    void nobodyIsAskedForTwice() throws Exception {
        try (var _ = bus();
                var clients = clients()) {
            clients.tell(new Names(clients));
            clients.ask(":1.1");
            clients.ask(":1.1");
            clients.ask(":1.2");
            assertThat(next()).isEqualTo(":1.1");
            assertThat(next()).isEqualTo(":1.2");
        }
    }

    @Test
    void connectionIsClosedInTheEnd() throws Exception {
        try (var bus = bus()) {
            try (var clients = clients()) {
                clients.tell(new Names(clients));
                clients.ask(":1.1");
                assertThat(next()).isEqualTo(":1.1");
            }
            assertThat(bus.waitUntilLeft(1, LIMIT)).isTrue();
        }
    }

    /** Without a bus everybody goes by the unique name. */
    @Test
    void withoutABusNobodyIsTold() throws IOException {
        try (var clients = clients()) {
            var names = new Names(clients);
            clients.tell(names);
            assertThat(names.called(":1.1")).isEqualTo(":1.1");
        }
    }
}
