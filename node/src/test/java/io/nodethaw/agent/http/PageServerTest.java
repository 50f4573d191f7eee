package io.nodethaw.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.collect.Host;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PageServerTest {
    private ServerSocket server = new ServerSocket();

    PageServerTest() throws IOException {}

    @BeforeEach
    void listen() throws IOException {
        server.close();
        server = new PageServer(
                        new Host(Path.of("/none"), InstantSource.system()),
                        Map.of(
                                "/metrics",
                                accept -> Page.text(200, "for " + accept + "\n"),
                                "/healthz",
                                _ -> Page.text(503, "no\n")))
                .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private Socket connect() throws IOException {
        var client = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort());
        client.setSoTimeout(60_000);
        return client;
    }

    private static String reply(Socket client) throws IOException {
        return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private String ask(String request) throws IOException {
        try (var client = connect()) {
            client.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return reply(client);
        }
    }

    @Test
    void aPageIsAnsweredByWhatItsReaderAccepts() throws IOException {
        assertThat(ask("GET /metrics HTTP/1.1\r\nHost: x\r\naccept: text/plain\r\n\r\n"))
                .isEqualTo("""
                        HTTP/1.1 200 OK\r
                        Content-Type: text/plain; charset=utf-8\r
                        Content-Length: 15\r
                        X-Content-Type-Options: nosniff\r
                        Connection: close\r
                        \r
                        for text/plain
                        """);
        assertThat(ask("GET /metrics?x=1 HTTP/1.0\r\n\r\n")).endsWith("\r\n\r\nfor \n");
        assertThat(ask("HEAD /metrics HTTP/1.1\r\n\r\n"))
                .contains("Content-Length: 5\r\n")
                .endsWith("\r\n\r\n");
        assertThat(ask("GET /healthz HTTP/1.1\r\n\r\n"))
                .startsWith("HTTP/1.1 503 ")
                .endsWith("no\n");
    }

    @Test
    void whatIsNotThereOrNoRequestIsSaidSo() throws IOException {
        assertThat(ask("GET / HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 404 ").endsWith("there is /healthz, /metrics\n");
        assertThat(ask("POST /metrics HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 405 ");
        assertThat(ask("hello\r\n\r\n")).startsWith("HTTP/1.1 400 ");
        assertThat(ask("GET /" + "x".repeat(20_000))).doesNotContain("200");
    }

    @Test
    void moreThanAFewAtATimeAreTurnedAwayAndTheOthersServed() throws IOException {
        var idle = new ArrayList<Socket>();
        for (int i = 0; i < PageServer.MOST; i++) {
            idle.add(connect());
        }
        try (var last = connect()) {
            assertThat(last.getInputStream().read()).isEqualTo(-1);
        }
        idle.getFirst().getOutputStream().write("GET /metrics HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        assertThat(reply(idle.getFirst())).startsWith("HTTP/1.1 200 ");
        for (var one : idle) {
            one.close();
        }
    }
}
