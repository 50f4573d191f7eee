package io.nodethaw.hop.cri;

import com.google.gson.JsonObject;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.wire.grpc.Cri;
import io.nodethaw.collect.wire.grpc.GrpcStatusException;
import io.nodethaw.collect.wire.protobuf.ProtobufReader;
import io.nodethaw.collect.wire.protobuf.ProtobufWriter;
import io.nodethaw.hop.SandboxImage;
import io.nodethaw.remedy.Canary;
import io.nodethaw.remedy.RefusedStartException;
import io.nodethaw.remedy.Trial;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Starts and removes the pod sandbox of a trial through one CRI runtime; each call is a step of the trial. Field numbers: api.proto of
 * k8s.io/cri-api.
 */
record Sandboxes(Cri cri, Trial trial) {
    /** The Kubernetes namespace in which the sandbox is started. */
    private static final String NAMESPACE = "nodethaw-canary";

    /** NamespaceMode.NODE, for the network. */
    private static final int NODE = 2;

    /** NamespaceMode.CONTAINER, for process ids: what kubelet asks for. */
    private static final int CONTAINER = 1;

    /**
     * The runtime's configuration, which containerd and CRI-O give in a verbose Status.
     *
     * @throws NotAskedException also when there is no CRI: it is switched off in a containerd that serves only dockerd
     */
    JsonObject config() throws IOException {
        return SandboxImage.config(status());
    }

    private Cri.Status status() throws IOException {
        return trial.step("Status", limit -> {
            try {
                return cri.status(limit);
            } catch (GrpcStatusException e) {
                throw e.isUnimplemented() ? new NotAskedException("no CRI runtime on this node") : e;
            }
        });
    }

    /** The sandbox image, if the runtime already has it: no image must be pulled now. */
    String image(JsonObject config) throws IOException {
        var named = SandboxImage.named(config);
        return named.isPresent() ? present(named.get()) : SandboxImage.pinned(this::asked);
    }

    private String present(String name) throws IOException {
        var request = new ProtobufWriter().message(1, new ProtobufWriter().string(1, name));
        var reply = asked("ImageService/ImageStatus", request);
        while (reply.next()) {
            if (reply.field() == 1) {
                return name;
            }
        }
        throw new NotAskedException("the sandbox image " + name + " is not on this node, and none is pulled");
    }

    /** A call that only asks, as a step: that it fails says nothing of starts. */
    private ProtobufReader asked(String method, ProtobufWriter request) throws IOException {
        return trial.step(word(method), limit -> cri.call(method, request, limit));
    }

    /** A call that starts or removes something, as a step. */
    private ProtobufReader done(String method, ProtobufWriter request) throws IOException {
        return trial.step(word(method), limit -> {
            try {
                return cri.call(method, request, limit);
            } catch (GrpcStatusException e) {
                throw e.isFailure() ? new RefusedStartException(String.valueOf(e.getMessage()), e) : e;
            }
        });
    }

    private static String word(String method) {
        return method.substring(method.indexOf('/') + 1);
    }

    /** Starts the sandbox on the node's own network, and in it a container of the same image, as kubelet does for a pod. */
    void run(JsonObject config, String image) throws IOException {
        var metadata = new ProtobufWriter()
                .string(1, trial.name())
                .string(2, trial.name())
                .string(3, NAMESPACE);
        var namespaces = new ProtobufWriter().varint(1, NODE).varint(2, CONTAINER);
        var linux = new ProtobufWriter()
                // the systemd cgroup driver needs a slice (containerd, internal/cri/server/helpers.go, getCgroupsPath)
                .string(1, isSystemdDriver(config) ? "/system.slice" : "/" + NAMESPACE)
                .message(2, new ProtobufWriter().message(1, namespaces));
        var pod = new ProtobufWriter().message(1, metadata).message(8, linux);
        var sandbox = id(done("RuntimeService/RunPodSandbox", new ProtobufWriter().message(1, pod)));
        var container = new ProtobufWriter()
                .message(1, new ProtobufWriter().string(1, trial.name()))
                .message(2, new ProtobufWriter().string(1, image))
                .message(15, new ProtobufWriter().message(2, new ProtobufWriter().message(3, namespaces)));
        var created = id(done(
                "RuntimeService/CreateContainer",
                new ProtobufWriter().string(1, sandbox).message(2, container).message(3, pod)));
        done("RuntimeService/StartContainer", new ProtobufWriter().string(1, created));
    }

    /** Field 1 of a reply. */
    private static String id(ProtobufReader reply) throws IOException {
        var id = "";
        while (reply.next()) {
            if (reply.field() == 1) {
                id = reply.string();
            }
        }
        return id;
    }

    /**
     * Whether systemd makes the cgroups. Runtimes tell since CRI 1.28; before that containerd gives it for each of its runtimes, and
     * CRI-O, which tells nothing, uses systemd unless configured otherwise.
     */
    private boolean isSystemdDriver(JsonObject config) throws IOException {
        var text = config.toString();
        return trial.step("RuntimeConfig", this::driver)
                .orElseGet(() -> text.contains("\"SystemdCgroup\":true")
                        || !text.contains("SystemdCgroup") && !text.contains("systemdCgroup"));
    }

    /** Empty where the runtime does not know that call. */
    private Optional<Boolean> driver(Deadline limit) throws IOException {
        try {
            return Optional.of(told(cri.call("RuntimeService/RuntimeConfig", new ProtobufWriter(), limit)));
        } catch (GrpcStatusException e) {
            if (e.isUnimplemented()) {
                return Optional.empty();
            }
            throw e;
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

    /** The sandboxes in our namespace. How old one is whose beginning is not told, nobody knows: it is left. */
    static List<Canary.Left> left(Cri cri, Deadline deadline) throws IOException {
        return cri.sandboxes(deadline).stream()
                .filter(pod -> pod.namespace().equals(NAMESPACE))
                .flatMap(pod -> pod.created().stream().map(created -> new Canary.Left(pod.name(), created)))
                .toList();
    }

    /** Stops and removes our sandbox; false when there is none. */
    boolean remove() throws IOException {
        boolean any = false;
        for (var pod : trial.step("ListPodSandbox", cri::sandboxes)) {
            if (pod.namespace().equals(NAMESPACE) && pod.name().equals(trial.name())) {
                var id = new ProtobufWriter().string(1, pod.id());
                try {
                    done("RuntimeService/StopPodSandbox", id);
                } finally {
                    done("RuntimeService/RemovePodSandbox", id);
                }
                any = true;
            }
        }
        return any;
    }
}
