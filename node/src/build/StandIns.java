import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;

/**
 * StandIns FOLDER SHIM...: answers at FOLDER/run/... as the daemons of a node do, so that the classes that read answers are in
 * the AOT cache too, wherever the program is built. SHIM is the path of a shim's socket. Makes FOLDER/ready once all listen, and
 * goes on until it is ended. No test uses it: what it says is only as right as training needs.
 */
class StandIns {
    private static final HexFormat HEX = HexFormat.of();

    public static void main(String[] args) throws IOException {
        var folder = Path.of(args[0]);
        serve(folder, "/run/docker.sock", StandIns::http);
        serve(folder, "/run/containerd/containerd.sock", StandIns::grpc);
        serve(folder, "/run/crio/crio.sock", StandIns::grpc);
        serve(folder, "/run/dbus/system_bus_socket", StandIns::dbus);
        serve(folder, "/run/systemd/private", StandIns::dbus);
        for (int i = 1; i < args.length; i++) {
            serve(folder, args[i], StandIns::ttrpc);
        }
        Files.writeString(folder.resolve("kubeconfig"), kubeconfig());
        Files.createFile(folder.resolve("ready"));
    }

    interface Protocol {
        void speak(DataInputStream in, DataOutputStream out) throws IOException;
    }

    private static void serve(Path folder, String path, Protocol protocol) throws IOException {
        var file = folder.resolve(path.substring(1));
        Files.createDirectories(file.getParent());
        var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(file));
        Thread.ofPlatform().start(() -> {
            while (true) {
                try {
                    var client = server.accept();
                    Thread.ofPlatform().daemon().start(() -> talk(client, protocol));
                } catch (IOException e) {
                    throw new IllegalStateException(file + ": " + e, e);
                }
            }
        });
    }

    private static void talk(SocketChannel client, Protocol protocol) {
        try (client) {
            protocol.speak(
                    new DataInputStream(Channels.newInputStream(client)),
                    new DataOutputStream(Channels.newOutputStream(client)));
        } catch (EOFException done) {
            return;
        } catch (IOException e) {
            System.err.println("stand-in: " + e);
        }
    }

    /** dockerd: two calls are asked. */
    private static void http(InputStream in, OutputStream out) throws IOException {
        var request = new StringBuilder();
        while (!request.toString().endsWith("\r\n\r\n")) {
            request.append((char) in.read());
        }
        boolean list = request.indexOf("/containers/json") >= 0;
        var body = list ? "[{\"Id\":\"0123456789ab\",\"Names\":[\"/one\"]}]" : "OK";
        out.write(
                ("HTTP/1.1 200 OK\r\nApi-Version: 1.43\r\nServer: Docker/20.10.24 (linux)\r\nContent-Type: text/plain\r\n"
                                + "Content-Length: " + body.length() + "\r\n\r\n" + body)
                        .getBytes(US_ASCII));
    }

    /** containerd and CRI: HTTP/2 (RFC 9113) as grpc-go writes it, header blocks with Huffman codes (RFC 7541). */
    private static void grpc(DataInputStream in, DataOutputStream out) throws IOException {
        in.readFully(new byte["PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".length()]);
        frame(out, 4, 0, 0, new byte[0]);
        var started = HEX.parseHex("885f8b1d75d0620d263d4c4d6564"); // :status 200, content-type application/grpc
        // grpc-status 0, grpc-message ""
        var ended = HEX.parseHex("40889acac8b21234da8f013040899acac8b5254207317f00");
        while (true) {
            int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            int type = in.readUnsignedByte();
            int flags = in.readUnsignedByte();
            int stream = in.readInt();
            in.readFully(new byte[length]);
            if (type == 4 && flags == 0) {
                frame(out, 4, 1, 0, new byte[0]); // its settings are seen
            } else if (type == 0 && (flags & 1) != 0) { // the request's last data
                frame(out, 1, 4, stream, started);
                var words = switch (length) {
                    case 5 -> new byte[0]; // a list: there is nothing on it
                    case 7 -> status(); // it asks for more than a line
                    default -> fields(1, "containerd", 2, "1.6.20", 3, "1.6.20", 4, "v1");
                };
                var message = ByteBuffer.allocate(5 + words.length)
                        .put((byte) 0)
                        .putInt(words.length)
                        .put(words);
                frame(out, 0, 0, stream, message.array());
                frame(out, 1, 5, stream, ended);
            }
        }
    }

    /** The status of a CRI runtime whose network is ready. */
    private static byte[] status() {
        var config = "{\"containerd\":{\"defaultRuntimeName\":\"runc\",\"runtimes\":{\"runc\":{\"runtimeType\":"
                + "\"io.containerd.runc.v2\",\"options\":{}}}},\"cni\":{\"confDir\":\"/etc/cni/net.d\"}}";
        return fields(1, fields(1, fields(1, "NetworkReady")), 2, fields(1, "config", 2, config));
    }

    private static void frame(DataOutputStream out, int type, int flags, int stream, byte[] data) throws IOException {
        var whole = ByteBuffer.allocate(9 + data.length);
        whole.put((byte) (data.length >> 16))
                .putShort((short) data.length)
                .put((byte) type)
                .put((byte) flags);
        out.write(whole.putInt(stream).put(data).array());
    }

    /** A shim: ttrpc, PROTOCOL.md there. */
    private static void ttrpc(DataInputStream in, DataOutputStream out) throws IOException {
        while (true) {
            int length = in.readInt();
            int stream = in.readInt();
            in.readFully(new byte[2 + length]);
            byte[] answer = {0x08, 0x2a, 0x10, 0x2b}; // pids 42 and 43
            byte[] response = ByteBuffer.allocate(2 + answer.length)
                    .put((byte) 0x12)
                    .put((byte) answer.length)
                    .put(answer)
                    .array();
            out.write(ByteBuffer.allocate(10 + response.length)
                    .putInt(response.length)
                    .putInt(stream)
                    .put((byte) 2)
                    .put((byte) 0)
                    .put(response)
                    .array());
        }
    }

    /** The bus, and systemd: each call gets an answer with one string, Ping an empty one (D-Bus Specification). */
    private static void dbus(DataInputStream in, DataOutputStream out) throws IOException {
        for (int lines = 0; lines < 2; ) {
            lines += in.readUnsignedByte() == '\n' ? 1 : 0;
        }
        out.write("OK 0123456789abcdef0123456789abcdef\r\n".getBytes(US_ASCII));
        for (int serial = 1; ; serial++) {
            var head = new byte[16];
            in.readFully(head);
            var start = ByteBuffer.wrap(head).order(head[0] == 'l' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            var rest = new byte[(start.getInt(12) + 7) / 8 * 8 + start.getInt(4)];
            in.readFully(rest);
            if (head[1] == 4) { // a signal, which the bus passes on to who sent it
                out.write(ByteBuffer.allocate(head.length + rest.length)
                        .put(head)
                        .put(rest)
                        .array());
                continue;
            }
            var text = new String(rest, US_ASCII);
            var signature = text.contains("Ping") ? "" : text.contains("Properties") ? "v" : "s";
            out.write(
                    text.contains("ExecStart")
                            ? command(serial, start.getInt(8))
                            : reply(serial, start.getInt(8), signature));
        }
    }

    /** A kubeconfig with the least that is a certificate (RFC 5280, 4.1), once as kubelet's and once as an authority's. */
    private static String kubeconfig() {
        var time = "170d3230303330313030303030305a"; // UTCTime 200301000000Z: after February leap years count
        var name = "300c310a30080603550403" + "0c016e"; // commonName "n"
        var der = HEX.parseHex("303730350201013000" + "3000301e" + time + time + name);
        var base64 = Base64.getEncoder();
        var pem = "-----BEGIN CERTIFICATE-----\n" + base64.encodeToString(der) + "\n-----END CERTIFICATE-----\n";
        var data = base64.encodeToString(pem.getBytes(US_ASCII));
        return "clusters:\n- cluster:\n    certificate-authority-data: " + data
                + "\n    server: https://127.0.0.1:6443\n" + "users:\n- user:\n    client-certificate-data: " + data
                + "\n";
    }

    /** Property ExecStart, shortened: a(sas), one command with one option. */
    private static byte[] command(int serial, int to) {
        var body = ByteBuffer.allocate(128).order(ByteOrder.LITTLE_ENDIAN);
        body.put((byte) 6).put("a(sas)".getBytes(US_ASCII)).put((byte) 0);
        body.putInt(8, 0).position(16); // the length of the array, and room before its first structure
        string(body, "/kubelet");
        body.position((body.position() + 3) / 4 * 4);
        int list = body.position();
        body.putInt(0);
        string(body, "/kubelet");
        string(body, "--kubeconfig=/kubeconfig");
        body.putInt(list, body.position() - list - 4).putInt(8, body.position() - 16);
        return reply(serial, to, "v", body);
    }

    private static void string(ByteBuffer into, String value) {
        into.position((into.position() + 3) / 4 * 4);
        into.putInt(value.length()).put(value.getBytes(US_ASCII)).put((byte) 0);
    }

    private static byte[] reply(int serial, int to, String signature) {
        var body = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        if (signature.equals("v")) {
            body.put((byte) 1).put((byte) 's').put((byte) 0).put((byte) 0);
        }
        if (!signature.isEmpty()) {
            body.putInt(4).put(":1.0".getBytes(US_ASCII)).put((byte) 0);
        }
        return reply(serial, to, signature, body);
    }

    private static byte[] reply(int serial, int to, String signature, ByteBuffer body) {
        var fields = ByteBuffer.allocate(128).order(ByteOrder.LITTLE_ENDIAN);
        fields.put((byte) 5).put((byte) 1).put((byte) 'u').put((byte) 0).putInt(to);
        field(fields, 7, 's', "org.freedesktop.DBus");
        if (!signature.isEmpty()) {
            field(fields, 8, 'g', signature);
        }
        int length = fields.position();
        var whole =
                ByteBuffer.allocate(16 + (length + 7) / 8 * 8 + body.position()).order(ByteOrder.LITTLE_ENDIAN);
        whole.put((byte) 'l')
                .put((byte) 2)
                .put((byte) 1)
                .put((byte) 1)
                .putInt(body.position())
                .putInt(serial)
                .putInt(length);
        whole.put(fields.flip()).position(16 + (length + 7) / 8 * 8);
        return whole.put(body.flip()).array();
    }

    private static void field(ByteBuffer into, int code, char type, String value) {
        into.position((into.position() + 7) / 8 * 8);
        into.put((byte) code).put((byte) 1).put((byte) type).put((byte) 0);
        if (type == 'g') {
            into.put((byte) value.length());
        } else {
            into.putInt(value.length());
        }
        into.put(value.getBytes(US_ASCII)).put((byte) 0);
    }

    /** A protobuf message of strings and messages, each after its field's number. */
    private static byte[] fields(Object... fields) {
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < fields.length; i += 2) {
            var value = fields[i + 1] instanceof String text ? text.getBytes(US_ASCII) : (byte[]) fields[i + 1];
            bytes.write((Integer) fields[i] << 3 | 2);
            int rest = value.length;
            for (; rest > 127; rest >>= 7) {
                bytes.write(rest & 127 | 128);
            }
            bytes.write(rest);
            bytes.writeBytes(value);
        }
        return bytes.toByteArray();
    }
}
