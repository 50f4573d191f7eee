package io.nodethaw.hop;

import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.Outcome;
import io.nodethaw.collect.Probe;
import io.nodethaw.evidence.Reading;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A host with nothing but the sockets that a test makes. */
public record SocketFolder(Path root) {
    /** The host. */
    public Host host() {
        return new Host(root, InstantSource.fixed(Instant.EPOCH));
    }

    /** Makes somebody listen there. */
    public ServerSocketChannel listener(String path) throws IOException {
        var socket = host().file(path);
        Files.createDirectories(socket.resolveSibling("."));
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket));
    }

    /** Leaves a socket on which nobody listens any more. */
    public SocketFolder left(String path) throws IOException {
        listener(path).close();
        return this;
    }

    /** The outcome of each of these probes, by instance. */
    public static Map<String, Reading<?>> ask(List<Probe<?>> probes) {
        var readings = new TreeMap<String, Reading<?>>();
        for (var probe : probes) {
            readings.put(probe.instance(), ask(probe));
        }
        return readings;
    }

    /** The outcome of a probe. */
    public static Reading<?> ask(Probe<?> probe) {
        return Outcome.of(probe.ask(), Deadline.in(Duration.ofSeconds(10)));
    }
}
