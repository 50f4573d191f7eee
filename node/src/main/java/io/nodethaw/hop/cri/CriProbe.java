package io.nodethaw.hop.cri;

import io.nodethaw.collect.Connector;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.Probe;
import io.nodethaw.collect.wire.grpc.Cri;
import io.nodethaw.collect.wire.grpc.GrpcConnection;
import io.nodethaw.collect.wire.grpc.GrpcStatusException;
import io.nodethaw.evidence.Containers;
import io.nodethaw.evidence.RuntimeSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.function.Function;

/**
 * Asks a CRI runtime: its version, its settings, its pods and containers.
 *
 * @param connectors to the runtime at a path
 */
record CriProbe(Function<String, Connector> connectors) {
    Probe<CriAnswer> ofVersion(String path) {
        return new Probe<>(CriAnswer.TYPE, path, deadline -> version(path, deadline));
    }

    Probe<RuntimeSettings> ofSettings(String path) {
        return new Probe<>(
                RuntimeSettings.TYPE,
                path,
                deadline -> asked(path, deadline, cri -> Settings.of(cri.status(deadline))));
    }

    /** @param instance of the fact: another runtime may be asked for its containers too */
    Probe<Containers> ofContainers(String path, String instance) {
        return new Probe<>(
                Containers.TYPE, instance, deadline -> asked(path, deadline, cri -> containers(cri, deadline)));
    }

    /** What is asked of it. */
    @FunctionalInterface
    private interface Question<T> {
        T ask(Cri cri) throws IOException;
    }

    private <T> T asked(String path, Deadline deadline, Question<T> question) throws IOException {
        try (var connection = GrpcConnection.open(connectors.apply(path), "localhost", deadline)) {
            return question.ask(new Cri(connection));
        }
    }

    private CriAnswer version(String path, Deadline deadline) throws IOException {
        try {
            var version = asked(path, deadline, cri -> cri.version(deadline));
            return new CriAnswer(version.runtimeName(), version.runtimeVersion(), version.api());
        } catch (GrpcStatusException e) {
            throw unimplemented(path, e);
        }
    }

    /**
     * The exception when there is no CRI at this path, as with a containerd that dockerd started for itself: there is nothing
     * to ask.
     */
    private static IOException unimplemented(String path, GrpcStatusException e) {
        return e.isUnimplemented() ? new NotAskedException("no CRI at " + path) : e;
    }

    private static Containers containers(Cri cri, Deadline deadline) throws IOException {
        var pods = new HashMap<String, String>();
        var list = new ArrayList<Containers.Container>();
        for (var pod : cri.sandboxes(deadline)) {
            pods.put(pod.id(), pod.namespace() + "/" + pod.name());
            list.add(new Containers.Container(pod.id(), pod.namespace() + "/" + pod.name()));
        }
        for (var container : cri.containers(deadline)) {
            var pod = pods.getOrDefault(container.sandboxId(), container.sandboxId());
            list.add(new Containers.Container(container.id(), pod + "/" + container.name()));
        }
        return new Containers(list);
    }
}
