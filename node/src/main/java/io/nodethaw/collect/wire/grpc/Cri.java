package io.nodethaw.collect.wire.grpc;

import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.wire.protobuf.ProtobufReader;
import io.nodethaw.collect.wire.protobuf.ProtobufWriter;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * CRI: the calls of its RuntimeService that only ask, and a way to make others. Speaks v1 (Kubernetes 1.23 and later) and, when
 * the runtime does not know that, v1alpha2, whose messages have the same field numbers. Source: api.proto of k8s.io/cri-api.
 */
public final class Cri {
    private static final String V1 = "runtime.v1";
    private static final String V1ALPHA2 = "runtime.v1alpha2";

    private final GrpcConnection connection;
    private String api = V1;

    /** @param connection to the runtime's socket; who opened it closes it */
    public Cri(GrpcConnection connection) {
        this.connection = connection;
    }

    /**
     * What the runtime says it is.
     *
     * @param runtimeName "containerd", "cri-o", "docker"
     * @param runtimeVersion its own version
     * @param apiVersion of CRI, as the runtime calls it
     * @param api which of the two we used: "runtime.v1" or "runtime.v1alpha2"
     */
    public record Version(String runtimeName, String runtimeVersion, String apiVersion, String api) {}

    /** A container's state; numbers of ContainerState in api.proto. */
    public enum ContainerState {
        CREATED,
        RUNNING,
        EXITED,
        UNKNOWN;

        private static ContainerState of(long number) {
            return number >= 0 && number < values().length ? values()[(int) number] : UNKNOWN;
        }
    }

    /**
     * One container.
     *
     * @param sandboxId of its pod sandbox
     * @param name from its metadata, as in the pod's spec
     */
    public record Container(
            String id, String sandboxId, String name, ContainerState state, Map<String, String> labels) {
        /** Copies the labels. */
        public Container {
            labels = Map.copyOf(labels);
        }
    }

    /**
     * One pod sandbox.
     *
     * @param name of the pod
     * @param namespace of the pod
     * @param ready state SANDBOX_READY
     * @param created by the clock of the node; empty where the runtime does not tell
     */
    public record PodSandbox(String id, String name, String namespace, boolean ready, Optional<Instant> created) {}

    /** Name and version of the runtime. */
    public Version version(Deadline deadline) throws IOException {
        // VersionRequest.version = 1: kubelet sends "0.1.0"
        var reply = call("RuntimeService/Version", new ProtobufWriter().string(1, "0.1.0"), deadline);
        var name = "";
        var version = "";
        var apiVersion = "";
        while (reply.next()) {
            switch (reply.field()) {
                case 2 -> name = reply.string();
                case 3 -> version = reply.string();
                case 4 -> apiVersion = reply.string();
                default -> {}
            }
        }
        return new Version(name, version, apiVersion, api);
    }

    /**
     * Whether the runtime can do its work, and what it tells of itself.
     *
     * @param conditions "RuntimeReady" and "NetworkReady"
     * @param info texts by their names, each JSON; empty where it tells nothing
     */
    public record Status(List<Condition> conditions, Map<String, String> info) {
        /** Copies both. */
        public Status {
            conditions = List.copyOf(conditions);
            info = Map.copyOf(info);
        }
    }

    /** One condition. */
    public record Condition(String type, boolean isMet, String reason, String message) {}

    /** Whether the runtime can do its work, with all that it tells of itself. */
    public Status status(Deadline deadline) throws IOException {
        var reply = call("RuntimeService/Status", new ProtobufWriter().varint(1, 1), deadline);
        var conditions = new ArrayList<Condition>();
        var info = new HashMap<String, String>();
        while (reply.next()) {
            if (reply.field() == 1) {
                for (var status = reply.message(); status.next(); ) {
                    if (status.field() == 1) {
                        conditions.add(condition(status.message()));
                    }
                }
            } else if (reply.field() == 2) {
                var entry = reply.entry();
                info.put(entry.getKey(), entry.getValue());
            }
        }
        return new Status(conditions, info);
    }

    private static Condition condition(ProtobufReader fields) throws IOException {
        var type = "";
        boolean met = false;
        var reason = "";
        var message = "";
        while (fields.next()) {
            switch (fields.field()) {
                case 1 -> type = fields.string();
                case 2 -> met = fields.varint() != 0;
                case 3 -> reason = fields.string();
                case 4 -> message = fields.string();
                default -> {}
            }
        }
        return new Condition(type, met, reason, message);
    }

    /** All containers, in any state. */
    public List<Container> containers(Deadline deadline) throws IOException {
        var reply = call("RuntimeService/ListContainers", new ProtobufWriter(), deadline);
        var containers = new ArrayList<Container>();
        while (reply.next()) {
            if (reply.field() == 1) {
                containers.add(container(reply.message()));
            }
        }
        return containers;
    }

    /** All pod sandboxes, in any state. */
    public List<PodSandbox> sandboxes(Deadline deadline) throws IOException {
        var reply = call("RuntimeService/ListPodSandbox", new ProtobufWriter(), deadline);
        var sandboxes = new ArrayList<PodSandbox>();
        while (reply.next()) {
            if (reply.field() == 1) {
                sandboxes.add(sandbox(reply.message()));
            }
        }
        return sandboxes;
    }

    /**
     * Any call.
     *
     * @param method with its service: "ImageService/ImageStatus"
     * @throws GrpcStatusException also when the server knows neither version of CRI: "unimplemented"
     */
    public ProtobufReader call(String method, ProtobufWriter request, Deadline deadline) throws IOException {
        try {
            return unary(method, request, deadline);
        } catch (GrpcStatusException e) {
            if (!e.isUnimplemented() || api.equals(V1ALPHA2)) {
                throw e;
            }
            return older(method, request, deadline);
        }
    }

    /** A method that neither version has tells nothing of which one the server speaks. */
    private ProtobufReader older(String method, ProtobufWriter request, Deadline deadline) throws IOException {
        api = V1ALPHA2;
        try {
            return unary(method, request, deadline);
        } catch (GrpcStatusException e) {
            api = e.isUnimplemented() ? V1 : V1ALPHA2;
            throw e;
        }
    }

    private ProtobufReader unary(String method, ProtobufWriter request, Deadline deadline) throws IOException {
        return ProtobufReader.of(connection.unary("/" + api + "." + method, request.toBytes(), Map.of(), deadline));
    }

    private static Container container(ProtobufReader fields) throws IOException {
        var id = "";
        var sandboxId = "";
        var name = "";
        var state = ContainerState.CREATED;
        var labels = new HashMap<String, String>();
        while (fields.next()) {
            switch (fields.field()) {
                case 1 -> id = fields.string();
                case 2 -> sandboxId = fields.string();
                case 3 -> name = text(fields.message(), 1);
                case 6 -> state = ContainerState.of(fields.varint());
                case 8 -> {
                    var label = fields.entry();
                    labels.put(label.getKey(), label.getValue());
                }
                default -> {}
            }
        }
        return new Container(id, sandboxId, name, state, labels);
    }

    private static PodSandbox sandbox(ProtobufReader fields) throws IOException {
        var id = "";
        var name = "";
        var namespace = "";
        long created = 0;
        long state = 0;
        while (fields.next()) {
            switch (fields.field()) {
                case 1 -> id = fields.string();
                case 2 -> {
                    name = text(fields.message(), 1);
                    namespace = text(fields.message(), 3);
                }
                case 3 -> state = fields.varint();
                case 4 -> created = fields.varint();
                default -> {}
            }
        }
        return new PodSandbox(id, name, namespace, state == 0, created(created));
    }

    /** created_at in nanoseconds; 0 is not sent. */
    private static Optional<Instant> created(long nanos) {
        return nanos > 0 ? Optional.of(Instant.ofEpochSecond(0, nanos)) : Optional.empty();
    }

    private static String text(ProtobufReader message, int field) throws IOException {
        var text = "";
        while (message.next()) {
            if (message.field() == field) {
                text = message.string();
            }
        }
        return text;
    }
}
