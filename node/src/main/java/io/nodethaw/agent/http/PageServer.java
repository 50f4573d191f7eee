package io.nodethaw.agent.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Host;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Answers GET for a few pages, one request a connection. More than a few connections at the same time are closed at once, and one that
 * sends or takes nothing is given up; so nobody who connects can keep the agent from its work.
 */
public final class PageServer {
    /** Connections that are served at the same time. */
    static final int MOST = 4;

    /** Connections that the kernel keeps for us. */
    private static final int BACKLOG = 16;

    /** The time that a request may take to arrive, and that its reply may take to be read. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int LONGEST = 8 << 10;

    private final Host host;
    private final Map<String, Function<String, Page>> pages;
    private final Map<Socket, Deadline> serving = new ConcurrentHashMap<>();

    /** @param pages by their path; each makes its page from the header Accept of the request */
    public PageServer(Host host, Map<String, Function<String, Page>> pages) {
        this.host = host;
        this.pages = Map.copyOf(pages);
    }

    /** Begins to listen; serving goes on in the background. */
    public ServerSocket listen(InetSocketAddress address) throws IOException {
        var server = new ServerSocket();
        try {
            server.setReuseAddress(true);
            server.bind(address, BACKLOG);
        } catch (IOException e) {
            server.close();
            throw e;
        }
        host.ticker().start("pages", () -> accept(server));
        return server;
    }

    private void accept(ServerSocket server) {
        while (!server.isClosed()) {
            try {
                begin(server.accept());
            } catch (IOException e) { // closed, or no descriptor is left: then a moment later
                pause();
            }
        }
    }

    private void pause() {
        try {
            host.ticker().pause(Duration.ofMillis(200));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void begin(Socket client) throws IOException {
        for (var one : serving.entrySet()) {
            if (one.getValue().passed()) {
                one.getKey().close(); // whoever takes nothing ends here, and its thread with it
            }
        }
        if (serving.size() >= MOST) {
            client.close();
            return;
        }
        serving.put(client, host.deadline(PATIENCE));
        try {
            host.ticker().start("page", () -> serve(client));
        } catch (OutOfMemoryError e) { // thrown by start(): the pids limit of our cgroup or the user is reached
            serving.remove(client);
            client.close();
        }
    }

    private void serve(Socket client) {
        var deadline = host.deadline(PATIENCE);
        try (client) {
            client.setTcpNoDelay(true);
            send(client, answer(head(client, deadline)));
        } catch (IOException e) {
            return; // whoever asked has gone, or was too slow
        } finally {
            serving.remove(client);
        }
    }

    /** The request up to its empty line. */
    private static String head(Socket client, Deadline deadline) throws IOException {
        var head = new ByteArrayOutputStream();
        var in = client.getInputStream();
        var chunk = new byte[1 << 10];
        while (head.size() < LONGEST && !deadline.passed()) {
            client.setSoTimeout(Math.max(1, (int) deadline.left().toMillis()));
            int count = in.read(chunk);
            if (count < 0) {
                throw new IOException("ended within its request");
            }
            head.write(chunk, 0, count);
            var text = head.toString(ISO_8859_1);
            int end = text.indexOf("\r\n\r\n");
            if (end >= 0) {
                return text.substring(0, end);
            }
        }
        throw new IOException("its request does not end");
    }

    private record Reply(Page page, boolean hasBody) {}

    private Reply answer(String head) {
        var lines = head.split("\r\n", -1);
        var words = lines[0].split(" ", -1);
        if (words.length != 3 || !words[2].startsWith("HTTP/1.")) {
            return new Reply(Page.text(400, "a request of HTTP/1.1 was expected\n"), true);
        }
        boolean body = !words[0].equals("HEAD");
        if (body && !words[0].equals("GET")) {
            return new Reply(Page.text(405, "there is only GET here\n"), true);
        }
        var page = pages.get(words[1].split("\\?", 2)[0]);
        return new Reply(
                page == null
                        ? Page.text(
                                404,
                                "there is "
                                        + String.join(
                                                ", ",
                                                pages.keySet().stream().sorted().toList()) + "\n")
                        : page.apply(accept(lines)),
                body);
    }

    private static String accept(String[] lines) {
        for (var line : lines) {
            if (line.toLowerCase(Locale.ROOT).startsWith("accept:")) {
                return line.substring("accept:".length()).strip();
            }
        }
        return "";
    }

    private static void send(Socket client, Reply reply) throws IOException {
        var page = reply.page();
        var body = page.body().getBytes(UTF_8);
        var head = "HTTP/1.1 " + page.status() + " " + reason(page.status()) + "\r\nContent-Type: " + page.contentType()
                + "\r\nContent-Length: " + body.length
                + "\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n";
        var all = new ByteArrayOutputStream(head.length() + body.length);
        all.writeBytes(head.getBytes(ISO_8859_1));
        if (reply.hasBody()) {
            all.writeBytes(body);
        }
        client.getOutputStream().write(all.toByteArray());
        client.shutdownOutput();
    }

    private static String reason(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 400 -> "Bad Request";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            default -> "Service Unavailable";
        };
    }
}
