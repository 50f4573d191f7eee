package io.nodethaw.hop.cri;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.wire.grpc.Cri;
import io.nodethaw.collect.wire.grpc.GrpcStatusException;
import io.nodethaw.collect.wire.protobuf.ProtobufReader;
import io.nodethaw.collect.wire.protobuf.ProtobufWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Optional;

/**
 * Starts and removes our pod sandboxes through one CRI runtime. Field numbers: api.proto of k8s.io/cri-api.
 *
 * @param deadline of all its calls together
 */
record Sandboxes(Cri cri, Deadline deadline) {
    /** The Kubernetes namespace in which the sandbox is started. */
    private static final String NAMESPACE = "nodethaw-canary";

    /** NamespaceMode.NODE. */
    private static final int NODE = 2;

    /**
     * The runtime's configuration, which containerd and CRI-O give in a verbose Status.
     *
     * @throws NotAskedException also when there is no CRI: it is switched off in a containerd that serves only dockerd
     */
    JsonObject config() throws IOException {
        var config = status().info().get("config");
        if (config == null) {
            throw new NotAskedException("the runtime does not tell its sandbox image");
        }
        return parse(config);
    }

    private Cri.Status status() throws IOException {
        try {
            return cri.status(deadline);
        } catch (GrpcStatusException e) {
            throw e.isUnimplemented() ? new NotAskedException("no CRI runtime on this node") : e;
        }
    }

    private static JsonObject parse(String text) throws IOException {
        try {
            return JsonParser.parseString(text).getAsJsonObject();
        } catch (JsonParseException | IllegalStateException e) {
            throw new NotAskedException("the runtime does not tell its sandbox image");
        }
    }

    /** The sandbox image, if the runtime already has it: no image must be pulled now. */
    String image(JsonObject config) throws IOException {
        JsonElement image = config.get("sandboxImage");
        return image != null && image.isJsonPrimitive() ? present(image.getAsString()) : pinned();
    }

    private String present(String name) throws IOException {
        var request = new ProtobufWriter().message(1, new ProtobufWriter().string(1, name));
        var reply = cri.call("ImageService/ImageStatus", request, deadline);
        while (reply.next()) {
            if (reply.field() == 1) {
                return name;
            }
        }
        throw new NotAskedException("the sandbox image " + name + " is not on this node, and none is pulled");
    }

    /**
     * containerd 2.0 and CRI-O before 1.27 do not tell the image, but they pin it, so that kubelet does not remove it (containerd
     * internal/cri/server/images/image_pull.go, getLabels). Where others are pinned too, nobody knows which it is.
     */
    private String pinned() throws IOException {
        var reply = cri.call("ImageService/ListImages", new ProtobufWriter(), deadline);
        var pinned = new ArrayList<String>();
        while (reply.next()) {
            if (reply.field() == 1) {
                name(reply.message()).ifPresent(pinned::add);
            }
        }
        if (pinned.size() != 1) {
            throw new NotAskedException("the runtime does not tell its sandbox image");
        }
        return pinned.getFirst();
    }

    /** What an image is called, when it is pinned. */
    private static Optional<String> name(ProtobufReader image) throws IOException {
        var name = "";
        boolean pinned = false;
        while (image.next()) {
            switch (image.field()) {
                case 1, 2 -> name = image.string(); // its id, then its tags
                case 8 -> pinned = image.varint() != 0;
                default -> {}
            }
        }
        return pinned ? Optional.of(name) : Optional.empty();
    }

    /** Starts a sandbox of this name on the node's own network. */
    void run(String name, JsonObject config) throws IOException {
        var metadata = new ProtobufWriter().string(1, name).string(2, name).string(3, NAMESPACE);
        var network = new ProtobufWriter().varint(1, NODE);
        var linux = new ProtobufWriter()
                // the systemd cgroup driver needs a slice (containerd, internal/cri/server/helpers.go, getCgroupsPath)
                .string(1, isSystemdDriver(config) ? "/system.slice" : "/" + NAMESPACE)
                .message(2, new ProtobufWriter().message(1, network));
        var pod = new ProtobufWriter().message(1, metadata).message(8, linux);
        cri.call("RuntimeService/RunPodSandbox", new ProtobufWriter().message(1, pod), deadline);
    }

    /**
     * Whether systemd makes the cgroups. Runtimes tell since CRI 1.28; before that containerd gives it for each of its runtimes, and
     * CRI-O, which tells nothing, uses systemd unless configured otherwise.
     */
    private boolean isSystemdDriver(JsonObject config) throws IOException {
        try {
            return told(cri.call("RuntimeService/RuntimeConfig", new ProtobufWriter(), deadline));
        } catch (GrpcStatusException e) {
            if (!e.isUnimplemented()) {
                throw e;
            }
            var text = config.toString();
            return text.contains("\"SystemdCgroup\":true")
                    || !text.contains("SystemdCgroup") && !text.contains("systemdCgroup");
        }
    }

    /** RuntimeConfigResponse.linux.cgroup_driver: SYSTEMD, which is not sent since it is 0, or CGROUPFS. */
    private static boolean told(ProtobufReader reply) throws IOException {
        boolean systemd = true;
        while (reply.next()) {
            if (reply.field() == 1) {
                for (var linux = reply.message(); linux.next(); ) {
                    systemd = linux.field() != 1 || linux.varint() == 0;
                }
            }
        }
        return systemd;
    }

    /** Stops and removes our sandbox of this name; false when there is none. */
    boolean remove(String name) throws IOException {
        boolean any = false;
        for (var pod : cri.sandboxes(deadline)) {
            if (pod.namespace().equals(NAMESPACE) && pod.name().equals(name)) {
                var id = new ProtobufWriter().string(1, pod.id());
                try {
                    cri.call("RuntimeService/StopPodSandbox", id, deadline);
                } finally {
                    cri.call("RuntimeService/RemovePodSandbox", id, deadline);
                }
                any = true;
            }
        }
        return any;
    }
}
