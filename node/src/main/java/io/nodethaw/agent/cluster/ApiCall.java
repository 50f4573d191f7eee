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
    private static final int MILLIS = 10_000;
    private static final int MOST_BYTES = 1 << 20;

    /** The first one of an object is its own: metadata comes first, and in it the uid before those of its owners. */
    private static final Pattern UID = Pattern.compile("\"uid\"\\s*:\\s*\"([0-9a-fA-F-]{8,64})\"");

    private static final Pattern MESSAGE = Pattern.compile("\"message\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.){0,300})");
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9][0-9])");

    private record Answer(int status, String body) {}

    /** Sends it; what fails is a reply too. */
    Reply send(Request request) {
        try {
            var body = request.body();
            if (!request.uidOf().isEmpty()) {
                var asked = call("GET", request.uidOf(), "", "");
                var uid = UID.matcher(asked.body());
                if (asked.status() != 200 || !uid.find()) {
                    return reply(asked);
                }
                body = body.replace(Request.UID, uid.group(1));
            }
            return reply(call(request.method(), request.path(), request.contentType(), body));
        } catch (IOException e) {
            return Reply.none(access + ": " + e.getMessage());
        }
    }

    private static Reply reply(Answer answer) {
        var message = MESSAGE.matcher(answer.body());
        return new Reply(answer.status(), answer.status() / 100 != 2 && message.find() ? message.group(1) : "");
    }

    private Answer call(String method, String path, String contentType, String body) throws IOException {
        try (var plain = new Socket()) {
            plain.connect(new InetSocketAddress(access.host(), access.port()), MILLIS);
            plain.setSoTimeout(MILLIS);
            try (var socket = (SSLSocket)
                    access.tls().getSocketFactory().createSocket(plain, access.host(), access.port(), true)) {
                var parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
                socket.getOutputStream().write(bytes(method, path, contentType, body));
                return answer(socket.getInputStream().readNBytes(MOST_BYTES));
            }
        }
    }

    private byte[] bytes(String method, String path, String contentType, String body) {
        var content = body.getBytes(UTF_8);
        var head = method + " " + path + " HTTP/1.1\r\nHost: " + access.host() + ":" + access.port()
                + "\r\nUser-Agent: nodethaw\r\nAccept: application/json\r\nConnection: close\r\n"
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

    /** The body as it came: what is looked for in it is found between the lengths of chunks as well. */
    private static Answer answer(byte[] all) throws IOException {
        var text = new String(all, UTF_8);
        var status = STATUS.matcher(text);
        if (!status.lookingAt()) {
            throw new IOException("its reply is none of HTTP/1.1");
        }
        int body = text.indexOf("\r\n\r\n");
        return new Answer(Integer.parseInt(status.group(1)), body < 0 ? "" : text.substring(body));
    }
}
