package io.nodethaw.collect.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodethaw.collect.Deadline;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class NotifySocketTest {
    private static final String NAME =
            "@nodethaw-notify-" + ProcessHandle.current().pid();

    private static ByteBuffer address() {
        var bytes = NAME.getBytes(StandardCharsets.UTF_8);
        bytes[0] = 0;
        return SystemCalls.buffer(2 + bytes.length)
                .putShort((short) RawSocket.AF_UNIX)
                .put(bytes)
                .flip();
    }

    @Test
    void aMessageIsOneDatagram() throws IOException {
        try (var manager = new RawSocket(RawSocket.AF_UNIX, RawSocket.SOCK_DGRAM, 0)) {
            manager.bind(address());
            new NotifySocket(NAME).send("READY=1\nSTATUS=HEALTHY");
            var message = SystemCalls.buffer(100);
            manager.await(RawSocket.READABLE, Deadline.in(Duration.ofSeconds(10)), "message");
            manager.receive(message);
            assertThat(StandardCharsets.UTF_8.decode(message.flip()).toString()).isEqualTo("READY=1\nSTATUS=HEALTHY");
        }
    }

    @Test
    void aManagerThatDoesNotReadIsNotWaitedFor() throws IOException {
        try (var manager = new RawSocket(RawSocket.AF_UNIX, RawSocket.SOCK_DGRAM, 0)) {
            manager.bind(address());
            var notify = new NotifySocket(NAME);
            for (int i = 0; i < 2000; i++) { // more than net.unix.max_dgram_qlen
                notify.send("WATCHDOG=1");
            }
            assertThat(manager.receive(SystemCalls.buffer(100))).isEqualTo("WATCHDOG=1".length());
        }
    }

    @Test
    void nobodyThereIsAnError() {
        assertThatThrownBy(() -> new NotifySocket("@nodethaw-nobody").send("READY=1"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("connect");
        assertThatThrownBy(() -> new NotifySocket("/nowhere/notify").send("READY=1"))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> new NotifySocket("notify")).isInstanceOf(IllegalArgumentException.class);
    }
}
