package io.nodethaw.hop.cri;

import io.nodethaw.collect.ChannelConnection;
import io.nodethaw.collect.Connector;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.wire.grpc.Cri;
import io.nodethaw.collect.wire.grpc.GrpcConnection;
import io.nodethaw.hop.Addresses;
import io.nodethaw.remedy.Canary;
import io.nodethaw.remedy.NodeAccess;
import io.nodethaw.remedy.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A pod sandbox through the CRI runtime, started as kubelet does it, but on the node's own network: no CNI plug-in runs, and no
 * image is pulled.
 */
final class SandboxCanary implements Canary {
    @Override
    public String name() {
        return "a pod sandbox through CRI";
    }

    @Override
    public Duration limit() {
        return Duration.ofSeconds(30);
    }

    @Override
    public Optional<String> removal(String trial) {
        return Optional.of(byHand(trial));
    }

    private static String byHand(String trial) {
        return "crictl rmp -f $(crictl pods -q --name " + trial + ")";
    }

    @Override
    public String start(NodeAccess access, String trial, Deadline deadline) throws IOException {
        return start(
                Stream.concat(Addresses.CONTAINERD.stream(), Addresses.CRI.stream())
                        .map(access.host()::onNode)
                        .filter(Files::exists)
                        .map(ChannelConnection::unix)
                        .toList(),
                trial,
                deadline);
    }

    /** Starts one through the first runtime that can. */
    static String start(List<Connector> runtimes, String trial, Deadline deadline) throws IOException {
        var none = new NotAskedException("no CRI runtime on this node");
        for (var runtime : runtimes) {
            try {
                return start(runtime, trial, deadline);
            } catch (NotAskedException e) {
                none = e;
            }
        }
        throw none;
    }

    private static String start(Connector runtime, String name, Deadline deadline) throws IOException {
        try (var connection = open(runtime, deadline)) {
            var sandboxes = new Sandboxes(new Cri(connection), Trial.work(deadline));
            var config = sandboxes.config();
            var image = sandboxes.image(config);
            Trial.run(() -> sandboxes.run(name, config), () -> remove(runtime, name, deadline), byHand(name));
            return "pod sandbox " + name + " (" + image + ") started and removed in "
                    + deadline.waited().toMillis() + " ms";
        }
    }

    /** Removes it over a new connection, because the first may still be busy with a start that was not answered. */
    private static boolean remove(Connector runtime, String name, Deadline deadline) throws IOException {
        try (var connection = open(runtime, deadline)) {
            return new Sandboxes(new Cri(connection), deadline).remove(name);
        }
    }

    private static GrpcConnection open(Connector runtime, Deadline deadline) throws IOException {
        return GrpcConnection.open(runtime, "localhost", deadline);
    }
}
