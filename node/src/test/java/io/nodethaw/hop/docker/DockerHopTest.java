package io.nodethaw.hop.docker;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Reading;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.SocketFolder;
import io.nodethaw.hop.WholeNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerHopTest {
    private static final String REPLY =
            "HTTP/1.1 200 OK\r\nServer: Docker/20.10.24 (linux)\r\nContent-Length: 2\r\n\r\nOK";

    @TempDir
    private Path root;

    private Reading<?> asked() {
        var hop = new DockerHop(new SocketFolder(root).host());
        return Objects.requireNonNull(SocketFolder.ask(hop.probes(new WholeNode().node.view(), Depth.LIGHT))
                .get(WholeNode.DOCKER));
    }

    private static void reply(ServerSocketChannel listener, String text) {
        try (var client = listener.accept()) {
            client.read(ByteBuffer.allocate(1000));
            client.write(ByteBuffer.wrap(text.getBytes(US_ASCII)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void dockerdTellsItsVersionWithThePing() throws IOException {
        try (var listener = new SocketFolder(root).listener(WholeNode.DOCKER)) {
            Thread.startVirtualThread(() -> reply(listener, REPLY));
            assertThat(asked()).isEqualTo(new Reading.Seen<>(new DockerAnswer("Docker/20.10.24 (linux)")));
        }
    }

    @Test
    void whatIsNoReplyOfDockerdFails() throws IOException {
        try (var listener = new SocketFolder(root).listener(WholeNode.DOCKER)) {
            Thread.startVirtualThread(() -> reply(listener, "no HTTP\r\n"));
            assertThat(asked()).isInstanceOf(Reading.Failed.class);
        }
    }

    @Test
    void dockerdThatHasDiedFails() throws IOException {
        new SocketFolder(root).left(WholeNode.DOCKER);
        assertThat(asked()).isInstanceOf(Reading.Failed.class);
    }

    @Test
    void pathWithoutASocketIsNotAsked() {
        assertThat(asked()).isEqualTo(new Reading.NotAsked<>("no socket at " + root.resolve("run/docker.sock")));
    }

    /** A stopped daemon had two more connections in its queue after each look. */
    @Test
    void namesAreNotAskedOfOneThatDoesNotAnswerAPing() {
        var here = new WholeNode();
        var hop = new DockerHop(new SocketFolder(root).host());
        assertThat(hop.probes(here.node.view(), Depth.CLOSE)).hasSize(2);
        here.node.silent(DockerAnswer.TYPE, WholeNode.DOCKER);
        assertThat(hop.probes(here.node.view(), Depth.CLOSE)).hasSize(1);
    }
}
