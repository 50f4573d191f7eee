package io.nodethaw.collect.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.collect.ChannelConnection;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.wire.dbus.FakePeer;
import io.nodethaw.collect.wire.dbus.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkedConnectionTest {
    @Test
    void systemdHasReceivedMoreThanItHasSent(@TempDir Path folder) throws Exception {
        var received = new AtomicInteger();
        FakePeer.Script script = peer -> {
            peer.authenticate();
            long sent = 0;
            while (true) {
                var message = peer.next();
                received.incrementAndGet();
                if (message.type() == Message.Type.METHOD_CALL) {
                    peer.send(FakePeer.reply(message, ++sent, ""));
                }
            }
        };
        try (var systemd = new FakePeer(folder.resolve("private"), script);
                var marked = MarkedConnection.open(
                        ChannelConnection.unix(systemd.path()), 0, Deadline.in(Duration.ofSeconds(20)))) {
            assertThat(marked.mark()).isGreaterThanOrEqualTo(5).isLessThan(received.get());
        }
    }
}
