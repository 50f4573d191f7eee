package io.nodethaw.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The possible outcomes of connecting to a unix socket. */
class ChannelConnectionTest {
    @TempDir
    private Path folder;

    private Path socket() {
        return folder.resolve("s");
    }

    private ServerSocketChannel listener() throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket()), 1);
    }

    private Connection connect() throws IOException {
        return ChannelConnection.unix(socket()).open(Deadline.in(Duration.ofSeconds(10)));
    }

    @Test
    void fullAcceptQueueIsSilenceAtOnce() throws IOException {
        try (var _ = listener();
                var _ = connect();
                var _ = connect()) {
            assertThatThrownBy(this::connect).isInstanceOfSatisfying(SilentException.class, silent -> {
                assertThat(silent.stage()).isEqualTo("connect: its accept queue is full");
                assertThat(silent.waited()).isLessThan(Duration.ofSeconds(10));
            });
        }
    }

    @Test
    void nothingIsAskedWhereNoSocketIs() {
        assertThatThrownBy(this::connect).isInstanceOf(NotAskedException.class).hasMessage("no socket at " + socket());
    }

    @Test
    void socketThatNobodyListensOnRefuses() throws IOException {
        listener().close();
        assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
    }

    /** A byte now and then is no answer: whoever gives up has waited for the whole limit, and not for a part of a millisecond less. */
    @Test
    void silenceLastsAsLongAsTheLimit() throws IOException {
        var limit = Duration.ofMillis(30);
        for (int i = 0; i < 20; i++) {
            try (var listener = listener();
                    var connection = connect();
                    var _ = listener.accept()) {
                var deadline = Deadline.in(limit);
                assertThatThrownBy(() -> connection.read(ByteBuffer.allocate(1), deadline, "reply"))
                        .isInstanceOfSatisfying(
                                SilentException.class,
                                silent -> assertThat(silent.waited()).isGreaterThanOrEqualTo(limit));
            }
            Files.delete(socket());
        }
    }

    private static long openFiles() throws IOException {
        try (var files = Files.list(Path.of("/proc/self/fd"))) {
            return files.count();
        }
    }

    @Test
    void connectionThatFailsLeavesNoFileOpen() throws IOException {
        assertThatThrownBy(this::connect).isInstanceOf(NotAskedException.class); // opens what is only loaded once
        long before = openFiles();
        for (int i = 0; i < 30; i++) {
            assertThatThrownBy(this::connect).isInstanceOf(NotAskedException.class);
        }
        assertThat(openFiles()).as("other tests have some").isLessThan(before + 30);
    }
}
