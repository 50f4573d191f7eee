package io.nodethaw.collect.dumps;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.Outcome;
import io.nodethaw.evidence.GoroutineDump;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Reading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our own process plays the daemon: its sockets are real. */
class EndpointDumpTest {
    private static final int OURS = (int) ProcessHandle.current().pid();
    private static final String DUMP = "goroutine 1 [running]:\nmain.main()\n";

    @TempDir
    private Path folder;

    private static Reading<GoroutineDump> asked() {
        return asked("dockerd");
    }

    private static Reading<GoroutineDump> asked(String comm) {
        var probe = new EndpointDump(new Host(Path.of("/"), InstantSource.system()))
                .probe(new ProcessTable.Entry(OURS, 1, comm, 'S', 1, 0, 0));
        return Outcome.of(probe.ask(), Deadline.in(Duration.ofSeconds(10)));
    }

    private ServerSocketChannel listener(String name) throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(folder.resolve(name)));
    }

    private static void answer(ServerSocketChannel listener, String status, String body) {
        try (var client = listener.accept()) {
            client.read(ByteBuffer.allocate(1000));
            var reply = "HTTP/1.1 " + status + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
            client.write(ByteBuffer.wrap(reply.getBytes(US_ASCII)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void openEndpointGivesTheDump() throws IOException {
        try (var listener = listener("docker.sock")) {
            Thread.startVirtualThread(() -> answer(listener, "200 OK", DUMP));
            assertThat(asked())
                    .isEqualTo(new Reading.Seen<>(
                            new GoroutineDump(OURS, "debug endpoint " + folder.resolve("docker.sock"), DUMP)));
        }
    }

    @Test
    void endpointThatIsOffSaysSo() throws IOException {
        try (var listener = listener("docker.sock")) {
            Thread.startVirtualThread(() -> answer(listener, "404 Not Found", "page not found"));
            assertThat(asked())
                    .isInstanceOfSatisfying(
                            Reading.NotAsked.class,
                            reading -> assertThat(reading.why()).endsWith("docker.sock answers 404"));
        }
    }

    @Test
    void socketsOfOtherNamesAreNotAsked() throws IOException {
        try (var listener = listener("containerd.sock")) {
            assertThat(asked())
                    .isInstanceOfSatisfying(
                            Reading.NotAsked.class,
                            reading -> assertThat(reading.why()).contains("it listens on no docker.sock"));
            assertThat(listener.isOpen()).isTrue();
        }
    }

    @Test
    void systemdThatWouldStartDockerIsNotAsked() throws IOException {
        try (var listener = listener("docker.sock")) {
            listener.configureBlocking(false);
            assertThat(asked("systemd")).isInstanceOf(Reading.NotAsked.class);
            assertThat(listener.accept()).isNull();
        }
    }
}
