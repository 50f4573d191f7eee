package io.nodethaw.hop.cri;

import io.nodethaw.collect.ChannelConnection;
import io.nodethaw.collect.Connector;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.wire.grpc.Cri;
import io.nodethaw.collect.wire.grpc.GrpcConnection;
import io.nodethaw.collect.wire.grpc.GrpcStatusException;
import io.nodethaw.hop.Addresses;
import io.nodethaw.remedy.Canary;
import io.nodethaw.remedy.NodeAccess;
import io.nodethaw.remedy.Trial;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A pod sandbox and a container in it through a CRI runtime, started as kubelet does it, but on the node's own network: no CNI plug-in
 * runs, since many ask the API server for the pod, which is not there. No image is pulled.
 *
 * @param name of what is started
 * @param paths of the sockets at which such a runtime may be; the first that serves CRI is asked
 */
record SandboxCanary(String name, List<String> paths) implements Canary {
    /** Through each kind of runtime: more than one may be on a node. */
    static final List<SandboxCanary> ALL = List.of(
            new SandboxCanary("a pod sandbox through CRI", Addresses.CONTAINERD),
            new SandboxCanary("a pod sandbox through CRI-O", Addresses.CRIO),
            new SandboxCanary("a pod sandbox through CRI of dockerd", Addresses.CRI_OF_DOCKER));

    SandboxCanary {
        paths = List.copyOf(paths);
    }

    @Override
    public Optional<Vertex.Process> starter(NodeView view) {
        return Addresses.asked(view, CriAnswer.TYPE, paths);
    }

    @Override
    public Duration limit() {
        return Trial.LIMIT;
    }

    @Override
    public Optional<String> removal(String trial) {
        return Optional.of(byHand(trial));
    }

    private static String byHand(String trial) {
        return "crictl rmp -f $(crictl pods -q --name " + trial + ")";
    }

    @Override
    public String start(NodeAccess access, Trial trial) throws IOException {
        return start(runtimes(access), trial);
    }

    private List<Connector> runtimes(NodeAccess access) {
        return paths.stream()
                .map(access.host()::onNode)
                .filter(Files::exists)
                .map(ChannelConnection::unix)
                .toList();
    }

    @Override
    public List<Left> left(NodeAccess access, Deadline deadline) throws IOException {
        return left(runtimes(access), deadline);
    }

    static List<Left> left(List<Connector> runtimes, Deadline deadline) throws IOException {
        for (var runtime : runtimes) {
            try (var connection = open(runtime, deadline)) {
                return Sandboxes.left(new Cri(connection), deadline);
            } catch (GrpcStatusException e) {
                if (!e.isUnimplemented()) {
                    throw e;
                }
            }
        }
        return List.of();
    }

    @Override
    public boolean remove(NodeAccess access, Trial trial) throws IOException {
        for (var runtime : runtimes(access)) {
            try {
                return remove(runtime, trial);
            } catch (GrpcStatusException e) {
                if (!e.isUnimplemented()) {
                    throw e;
                }
            }
        }
        return false;
    }

    /** Starts one through the first runtime that can. */
    static String start(List<Connector> runtimes, Trial trial) throws IOException {
        var none = new NotAskedException("no CRI runtime on this node");
        for (var runtime : runtimes) {
            try {
                return start(runtime, trial);
            } catch (NotAskedException e) {
                none = e;
            }
        }
        throw none;
    }

    private static String start(Connector runtime, Trial trial) throws IOException {
        try (var connection = trial.step("connection", limit -> open(runtime, limit))) {
            var sandboxes = new Sandboxes(new Cri(connection), trial);
            var config = sandboxes.config();
            var image = sandboxes.image(config);
            trial.run(() -> sandboxes.run(config, image), () -> remove(runtime, trial), byHand(trial.name()));
            return "pod sandbox " + trial.name() + " (" + image + ") and a container in it started and removed in "
                    + trial.waited().toMillis() + " ms";
        }
    }

    /** Removes it over a new connection, because the first may still be busy with a start that was not answered. */
    private static boolean remove(Connector runtime, Trial trial) throws IOException {
        try (var connection = trial.step("connection", limit -> open(runtime, limit))) {
            return new Sandboxes(new Cri(connection), trial).remove();
        }
    }

    private static GrpcConnection open(Connector runtime, Deadline limit) throws IOException {
        return GrpcConnection.open(runtime, "localhost", limit);
    }
}
