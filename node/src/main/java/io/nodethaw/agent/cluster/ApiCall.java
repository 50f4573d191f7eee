package io.nodethaw.agent.cluster;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocket;

/** One request to the API server over a connection of its own: HTTP/1.1 with TLS, the server's name checked against its certificate. */
record ApiCall(Access access) {
    private static final String JSON = "application/json";
    private static final int MILLIS = 10_000;
    private static final int MOST_BYTES = 1 << 20;

    /** The first one of an object is its own: metadata comes first, and in it the uid before those of its owners. */
    private static final Pattern UID = Pattern.compile("\"uid\"\\s*:\\s*\"([0-9a-fA-F-]{8,64})\"");

    /** Sends it; what fails is a reply too. */
    Reply send(Request request) {
        try {
            if (request.isOfEachNode()) {
                return new EachNode(this).send(request);
            }
            var body = request.body();
            if (!request.uidOf().isEmpty()) {
                var asked = ask(request.uidOf(), JSON);
                var uid = UID.matcher(asked.body());
                if (asked.status() != 200 || !uid.find()) {
                    return asked.reply();
                }
                body = body.replace(Request.UID, uid.group(1));
            }
            var answer = request.method().equals("GET")
                    ? ask(request.path(), request.contentType())
                    : call(request.method(), request.path(), JSON, request.contentType(), body);
            return request.reads() ? answer.whole() : answer.reply();
        } catch (IOException e) {
            return Reply.none(access + ": " + e.getMessage());
        }
    }

    /** Asks for what is at a path, in this form. */
    Answer ask(String path, String form) throws IOException {
        return call("GET", path, form, "", "");
    }

    private Answer call(String method, String path, String form, String contentType, String body) throws IOException {
        try (var plain = new Socket()) {
            plain.connect(new InetSocketAddress(access.host(), access.port()), MILLIS);
            plain.setSoTimeout(MILLIS);
            try (var socket = (SSLSocket)
                    access.tls().getSocketFactory().createSocket(plain, access.host(), access.port(), true)) {
                var parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
                socket.getOutputStream().write(bytes(method, path, form, contentType, body));
                return Answer.of(socket.getInputStream().readNBytes(MOST_BYTES));
            }
        }
    }

    private byte[] bytes(String method, String path, String form, String contentType, String body) {
        var content = body.getBytes(UTF_8);
        var head = method + " " + path + " HTTP/1.1\r\nHost: " + access.host() + ":" + access.port()
                + "\r\nUser-Agent: nodethaw\r\nAccept: " + form + "\r\nConnection: close\r\n"
                + access.token()
                        .map(token -> "Authorization: Bearer " + token + "\r\n")
                        .orElse("")
                + (contentType.isEmpty()
                        ? ""
                        : "Content-Type: " + contentType + "\r\nContent-Length: " + content.length + "\r\n")
                + "\r\n";
        var all = new ByteArrayOutputStream();
        all.writeBytes(head.getBytes(ISO_8859_1));
        all.writeBytes(content);
        return all.toByteArray();
    }
}
