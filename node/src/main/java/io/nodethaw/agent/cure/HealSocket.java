package io.nodethaw.agent.cure;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodethaw.collect.ChannelConnection;
import io.nodethaw.collect.Connection;
import io.nodethaw.collect.Deadline;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Heals by another process of this program, which has the rights for it: {@link HealService}. A line with the code goes over its socket, and
 * the outcome comes back, as {@code heal -o json} names its parts.
 */
public final class HealSocket {
    /** Of a line with a code, and of an outcome. */
    static final int MOST_BYTES = 64 << 10;

    /** Who is there takes a connection, and a line, at once. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Path socket;

    public HealSocket(Path socket) {
        this.socket = socket;
    }

    /** Has it healed of this alone; blocks until that has ended. */
    public Outcome heal(String code) {
        try (var service = ChannelConnection.unix(socket).open(Deadline.in(PATIENCE))) {
            service.write(ByteBuffer.wrap((code + "\n").getBytes(UTF_8)), Deadline.in(PATIENCE), "request");
            return Outcome.parse(all(service, Deadline.in(HealChild.LONGEST.plus(PATIENCE))), 0);
        } catch (IOException e) {
            return Outcome.broken("who heals on this node does not answer: " + e.getMessage());
        }
    }

    private static String all(Connection service, Deadline deadline) throws IOException {
        var said = new ByteArrayOutputStream();
        var chunk = ByteBuffer.allocate(1 << 10);
        while (said.size() < MOST_BYTES && service.read(chunk, deadline, "outcome") >= 0) {
            said.write(chunk.array(), 0, chunk.position());
            chunk.clear();
        }
        return said.toString(UTF_8);
    }
}
