package io.nodethaw.agent.cure;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodethaw.collect.ChannelConnection;
import io.nodethaw.collect.Connection;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Host;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Heals what an agent asks for over a socket ({@link HealSocket}), one at a time, and nothing but what the policy names: whoever asks says
 * a code, and healing reaches its verdict anew. Whoever asks while somebody is healed waits in the queue of the socket.
 */
public final class HealService {
    private final Host host;
    private final Policy policy;
    private final Function<String, Outcome> heals;
    private final Consumer<Told> tells;

    /**
     * What serves.
     *
     * @param heals of a code; blocks until that has ended
     * @param tells gets what was asked for, and what came of it
     */
    public HealService(Host host, Policy policy, Function<String, Outcome> heals, Consumer<Told> tells) {
        this.host = host;
        this.policy = policy;
        this.heals = heals;
        this.tells = tells;
    }

    /** Serves until the socket is closed. */
    public void serve(ServerSocketChannel server) throws InterruptedException {
        while (server.isOpen()) {
            try (var client = ChannelConnection.accepted(server.accept())) {
                var outcome = outcome(code(client));
                client.write(
                        ByteBuffer.wrap(outcome.json().getBytes(UTF_8)), Deadline.in(HealSocket.PATIENCE), "outcome");
            } catch (IOException e) { // whoever asked has gone or said nothing, or no descriptor is left: then a moment
                // later
                host.ticker().pause(Duration.ofMillis(200));
            }
        }
    }

    private static String code(Connection client) throws IOException {
        var deadline = Deadline.in(HealSocket.PATIENCE);
        var line = ByteBuffer.allocate(256);
        while (line.hasRemaining()) {
            if (client.read(line, deadline, "request") < 0) {
                throw new EOFException("ended within its request");
            }
            if (line.get(line.position() - 1) == '\n') {
                return new String(line.array(), 0, line.position(), UTF_8).strip();
            }
        }
        throw new IOException("no code is so long");
    }

    private Outcome outcome(String code) {
        if (!policy.codes().contains(code)) {
            var refused = new Outcome(Outcome.Ending.REFUSED, "the policy does not name " + code, "");
            tell(code, refused);
            return refused;
        }
        tells.accept(new Told(
                "CureBegun", code, "heals of " + code, false, "", host.clock().instant()));
        var outcome = heals.apply(code);
        tell(code, outcome);
        return outcome;
    }

    private void tell(String code, Outcome outcome) {
        tells.accept(new Told(
                outcome.ending().reason(),
                code,
                outcome.what(),
                !outcome.isWell(),
                outcome.ending().word(),
                host.clock().instant()));
    }
}
