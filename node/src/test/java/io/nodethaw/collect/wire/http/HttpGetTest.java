package io.nodethaw.collect.wire.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.nodethaw.collect.BytesConnection;
import io.nodethaw.collect.ChannelConnection;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.SilentException;
import java.io.EOFException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HttpGetTest {

    @Test
    void asksARealServer() throws Exception {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/fixed", exchange -> {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write(new byte[] {'o', 'k'});
            exchange.close();
        });
        server.createContext("/chunked", exchange -> {
            exchange.sendResponseHeaders(500, 0);
            exchange.getResponseBody().write(new byte[200_000]);
            exchange.close();
        });
        server.start();
        try {
            var connector = ChannelConnection.tcp(server.getAddress());
            var fixed = HttpGet.get(connector, "localhost", "/fixed?all=1", limit());
            assertThat(fixed.body()).isEqualTo("ok");
            assertThat(fixed.isSuccess()).isTrue();
            var chunked = HttpGet.get(connector, "localhost", "/chunked", limit());
            assertThat(chunked.body()).hasSize(200_000);
            assertThat(chunked.status()).isEqualTo(500);
            assertThat(HttpGet.get(connector, "localhost", "/none", limit()).status())
                    .isEqualTo(404);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void sendsARequestThatEndsTheConnection() throws Exception {
        var peer = BytesConnection.hangingUp(bytes("HTTP/1.1 200 OK\r\n\r\n"));

        HttpGet.get(_ -> peer, "localhost", "/_ping", limit());

        assertThat(new String(peer.written(), ISO_8859_1))
                .startsWith("GET /_ping HTTP/1.1\r\nHost: localhost\r\n")
                .contains("\r\nConnection: close\r\n")
                .endsWith("\r\n\r\n");
    }

    @Test
    void readsABodyByItsLength() throws Exception {
        var reply = get("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX: 1\r\nx:2\r\n\r\nhello, more");

        assertThat(reply.body()).isEqualTo("hello");
        assertThat(reply.headers()).containsEntry("x", "1, 2");
    }

    @Test
    void readsABodyUpToTheEndOfTheConnection() throws Exception {
        assertThat(get("HTTP/1.0 200\r\n\r\nhell\u00c3\u00b6").body()).isEqualTo("hellö");
    }

    @Test
    void readsChunks() throws Exception {
        var headers = "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\nContent-Length: 3\r\n\r\n";
        var chunks = "05;a=b\r\nhello\r\nA\r\n, 90123456\r\n0\r\nTrailer: x\r\n\r\n";

        assertThat(get(headers + chunks).body()).isEqualTo("hello, 90123456");
    }

    @Test
    void passesOverInterimReplies() throws Exception {
        assertThat(get("HTTP/1.1 103 Early\r\nLink: x\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n")
                        .status())
                .isEqualTo(204);
    }

    @Test
    void namesTheStepWithoutAnswer() {
        assertSilent("", "reply to GET /_ping");
        assertSilent("HTTP/1.1 20", "rest of the reply to GET /_ping");
        assertSilent("HTTP/1.1 200 OK\r\n\r\nhello", "rest of the reply to GET /_ping");
        assertSilent("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell", "rest of the reply to GET /_ping");
    }

    @Test
    void hangingUpInTheMiddleIsAnError() {
        for (var cut : List.of(
                "",
                "HTTP/1.1 200 OK\r\nA: b\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")) {
            assertThatThrownBy(() -> get(cut)).as(cut).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void refusesWhatIsNoReply() {
        var chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        for (var broken : List.of(
                "\u0000\u0000\u0018\u0004\u0000\n",
                "HTTP/2 200 OK\r\n\r\n",
                "HTTP/1.1\r\n\r\n",
                "HTTP/1.1 999 ?\r\n\r\n",
                "HTTP/1.1 200 OK\r\nno field\r\n\r\n",
                "HTTP/1.1 200 OK\r\n: x\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5, 5\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 16777217\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n",
                "HTTP/1.1 200 OK\r\nA: " + "b".repeat(70_000),
                chunked + "x\r\n",
                chunked + "\r\n",
                chunked + "1000001\r\n",
                chunked + "1\r\nab\r\n")) {
            assertThatThrownBy(() -> get(broken)).as(broken).isInstanceOf(HttpException.class);
        }
    }

    @Test
    void refusesToSendAPathThatWouldBreakTheRequest() {
        assertThatThrownBy(() -> HttpGet.get(_ -> BytesConnection.hangingUp(), "localhost", "/a b", limit()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertSilent(String reply, String stage) {
        assertThatThrownBy(() ->
                        HttpGet.get(_ -> BytesConnection.fallingSilent(bytes(reply)), "localhost", "/_ping", limit()))
                .isInstanceOfSatisfying(
                        SilentException.class, e -> assertThat(e.stage()).isEqualTo(stage));
    }

    private static HttpReply get(String reply) throws Exception {
        return HttpGet.get(_ -> BytesConnection.hangingUp(bytes(reply)), "localhost", "/_ping", limit());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }

    private static Deadline limit() {
        return Deadline.in(Duration.ofSeconds(10));
    }
}
