package io.nodethaw.agent.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Talks to a server with a certificate of its own, made by keytool. */
class ApiCallTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    static Path root;

    private static SSLServerSocket server;
    private static String certificate = "";
    private static final Queue<String> REPLIES = new ArrayDeque<>();
    private static final BlockingQueue<String> REQUESTS = new LinkedBlockingQueue<>();

    @BeforeAll
    static void serve() throws Exception {
        var store = root.resolve("server.p12");
        var keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "a",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=server",
                        "-validity",
                        "30",
                        "-ext",
                        "SAN=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "changeit")
                .redirectErrorStream(true)
                .start();
        var said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
        var keys = KeyStore.getInstance(store.toFile(), PASSWORD);
        certificate = "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder()
                        .encodeToString(keys.getCertificate("a").getEncoded())
                + "\n-----END CERTIFICATE-----\n";
        var manager = KeyManagerFactory.getInstance("PKIX");
        manager.init(keys, PASSWORD);
        var tls = SSLContext.getInstance("TLS");
        tls.init(manager.getKeyManagers(), null, null);
        server = (SSLServerSocket)
                tls.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(ApiCallTest::answer);
    }

    @AfterAll
    static void close() throws IOException {
        server.close();
    }

    private static void answer() {
        while (!server.isClosed()) {
            try (var client = server.accept()) {
                REQUESTS.add(request(client));
                client.getOutputStream().write(REPLIES.remove().getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // the client turned away, or the test is over
            }
        }
    }

    private static String request(Socket client) throws IOException {
        var text = new ByteArrayOutputStream();
        var in = client.getInputStream();
        while (true) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no request");
            }
            text.write(next);
            var head = text.toString(StandardCharsets.UTF_8);
            if (head.endsWith("\r\n\r\n")) {
                var length = head.lines()
                        .filter(line -> line.startsWith("Content-Length: "))
                        .findFirst();
                int body =
                        length.map(line -> Integer.parseInt(line.substring(16))).orElse(0);
                return head + new String(in.readNBytes(body), StandardCharsets.UTF_8);
            }
        }
    }

    private static Path kubeconfig(String ca, String user) throws IOException {
        var data = Base64.getEncoder().encodeToString(ca.getBytes(StandardCharsets.US_ASCII));
        return Files.writeString(
                Files.createTempFile(root, "config", ""),
                "clusters:\n- cluster:\n    server: https://127.0.0.1:" + server.getLocalPort()
                        + "\n    certificate-authority-data: " + data + "\n  name: x\nusers:\n- name: y\n  user:\n    "
                        + user + "\n");
    }

    private static final Request REQUEST = new Request("POST", "/api/v1/x", "application/json", "", "{\"a\":1}");

    private static String child(String line, Path config) throws IOException {
        var out = new ByteArrayOutputStream();
        ApiMain.run(
                new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)),
                out,
                List.of("kubeconfig", config.toString()));
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aRequestIsSentWithTheTokenAndItsReplyRead() throws Exception {
        REPLIES.add("HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\n{}");
        assertThat(child(REQUEST.line(), kubeconfig(certificate, "token: abc"))).isEqualTo("201\t\t0\t\n");
        assertThat(REQUESTS.take())
                .startsWith("POST /api/v1/x HTTP/1.1\r\nHost: 127.0.0.1:" + server.getLocalPort() + "\r\n")
                .contains("\r\nAuthorization: Bearer abc\r\n")
                .endsWith("\r\nContent-Type: application/json\r\nContent-Length: 7\r\n\r\n{\"a\":1}");
    }

    @Test
    void whatIsReadComesWithItsBodyAndTheTimeOfTheServer() throws Exception {
        REPLIES.add(String.join(
                "\r\n",
                "HTTP/1.1 200 OK",
                "Date: Mon, 30 Nov 2026 10:00:00 GMT",
                "Transfer-Encoding: chunked",
                "",
                "4",
                "{\"a\"",
                "5",
                ":\n\t1}",
                "0",
                "",
                ""));
        var request = new Request("GET", "/leases/x", "application/json;v=v1", "", "", true);
        assertThat(child(request.line(), kubeconfig(certificate, "token: abc")))
                .isEqualTo("200\t\t1796032800000\t{\"a\":  1}\n");
        assertThat(REQUESTS.take())
                .startsWith("GET /leases/x HTTP/1.1\r\n")
                .contains("\r\nAccept: application/json;v=v1\r\n")
                .doesNotContain("Content-Length");
    }

    @Test
    void aUidIsAskedForFirst() throws Exception {
        REPLIES.add(
                "HTTP/1.1 200 OK\r\n\r\n"
                        + "{\"metadata\":{\"name\":\"b\",\"uid\":\"01234567-89ab\",\"ownerReferences\":[{\"uid\":\"ffffffff\"}]}}");
        REPLIES.add("HTTP/1.1 201 Created\r\n\r\n");
        var request = new Request("POST", "/events", "application/json", "/pods/b", "{\"uid\":\"@uid@\"}");
        assertThat(child(request.line(), kubeconfig(certificate, "token: abc"))).isEqualTo("201\t\t0\t\n");
        assertThat(REQUESTS.take()).startsWith("GET /pods/b HTTP/1.1\r\n");
        assertThat(REQUESTS.take()).endsWith("{\"uid\":\"01234567-89ab\"}");
    }

    @Test
    void whatIsForEachNodeIsSentToEachPageByPage() throws Exception {
        REPLIES.add(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk("{\"metadata\":{\"continue\":\"a=b\"},")
                        + chunk("\"rows\":[{\"cells\":[\"nod")
                        + chunk("e-1\",\"Ready\"],\"object\":null},{\"cells\":[\"node-2\"]}]}")
                        + "0\r\n\r\n");
        REPLIES.add("HTTP/1.1 200 OK\r\n\r\n");
        REPLIES.add("HTTP/1.1 404 Not Found\r\n\r\n{\"message\":\"it is gone\"}");
        REPLIES.add("HTTP/1.1 200 OK\r\n\r\n{\"rows\":[{\"cells\":[\"node-3\"]}]}");
        REPLIES.add("HTTP/1.1 403 Forbidden\r\n\r\n{\"message\":\"no\"}");
        var request = new NodeRequests(Request.EACH_NODE).without(List.of("NodeStalled"));
        assertThat(child(request.line(), kubeconfig(certificate, "token: abc"))).isEqualTo("403\tnode-3: no\t0\t\n");
        assertThat(REQUESTS.take()).startsWith("GET /api/v1/nodes?includeObject=None&limit=200 HTTP/1.1\r\n");
        assertThat(REQUESTS.take()).startsWith("PATCH /api/v1/nodes/node-1/status HTTP/1.1\r\n");
        assertThat(REQUESTS.take()).startsWith("PATCH /api/v1/nodes/node-2/status HTTP/1.1\r\n");
        assertThat(REQUESTS.take())
                .startsWith("GET /api/v1/nodes?includeObject=None&limit=200&continue=a%3Db HTTP/1.1\r\n");
        assertThat(REQUESTS.take()).startsWith("PATCH /api/v1/nodes/node-3/status HTTP/1.1\r\n");
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }

    @Test
    void whatTheServerSaysIsTold() throws Exception {
        REPLIES.add("HTTP/1.1 403 Forbidden\r\n\r\n{\"kind\":\"Status\",\"message\":\"nodes is forbidden\"}");
        assertThat(child(REQUEST.line(), kubeconfig(certificate, "token: abc")))
                .isEqualTo("403\tnodes is forbidden\t0\t\n");
        REQUESTS.take();
    }

    @Test
    void aServerWithAnotherCertificateGetsNoToken() throws Exception {
        var other = root.resolve("other.p12");
        var keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "a",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=other",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        other.toString(),
                        "-storepass",
                        "changeit")
                .redirectErrorStream(true)
                .start();
        keytool.getInputStream().readAllBytes();
        assertThat(keytool.waitFor()).isZero();
        var ca = "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder()
                        .encodeToString(KeyStore.getInstance(other.toFile(), PASSWORD)
                                .getCertificate("a")
                                .getEncoded())
                + "\n-----END CERTIFICATE-----\n";
        assertThat(child(REQUEST.line(), kubeconfig(ca, "token: abc"))).startsWith("0\tAPI server 127.0.0.1:");
        assertThat(REQUESTS).isEmpty();
    }

    @Test
    void aKubeconfigThatCannotBeUsedIsSaidSo() throws IOException {
        assertThat(child(REQUEST.line(), root.resolve("none"))).startsWith("0\t");
        assertThat(child(REQUEST.line(), kubeconfig(certificate, "username: x")))
                .contains("has neither a token nor a certificate");
        var plain = Files.writeString(root.resolve("plain"), "server: http://127.0.0.1\ntoken: abc\n");
        assertThat(child(REQUEST.line(), plain)).contains("without https").doesNotContain("abc");
        assertThat(child("nonsense\n", plain)).startsWith("0\t");
        assertThatThrownBy(() -> Access.inPod(root.resolve("pod"), "127.0.0.1", 1))
                .isInstanceOf(IOException.class);
    }
}
