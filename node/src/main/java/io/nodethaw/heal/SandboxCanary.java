package io.nodethaw.heal;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.nodethaw.collect.ChannelConnection;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.grpc.GrpcConnection;
import io.nodethaw.collect.grpc.GrpcStatusException;
import io.nodethaw.collect.protobuf.ProtobufReader;
import io.nodethaw.collect.protobuf.ProtobufWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A pod sandbox through the CRI runtime, as kubelet starts one, on the node's own network: no CNI plug-in runs, and no image
 * is pulled. Field numbers: api.proto of k8s.io/cri-api, the same in v1 and v1alpha2.
 */
public final class SandboxCanary implements Canary {
    private static final String NAME = "nodethaw-canary";

    /** NamespaceMode.NODE. */
    private static final int NODE = 2;

    /** For everything but removing, which has what is left of the limit. */
    private static final Duration WORK = Duration.ofSeconds(20);

    private final Host host;
    private final List<String> sockets;

    /** @param sockets where CRI runtimes listen; the first that is there is asked */
    public SandboxCanary(Host host, List<String> sockets) {
        this.host = host;
        this.sockets = List.copyOf(sockets);
    }

    @Override
    public String name() {
        return "a pod sandbox through CRI";
    }

    @Override
    public Duration limit() {
        return Duration.ofSeconds(30);
    }

    @Override
    public String start(Deadline deadline) throws IOException {
        var socket = sockets.stream()
                .filter(path -> Files.exists(host.file(path)))
                .findFirst()
                .orElseThrow(() -> new NotAskedException("no CRI runtime on this node"));
        try (var connection = GrpcConnection.open(ChannelConnection.unix(host.file(socket)), "localhost", deadline)) {
            var runtime = new Runtime(connection, Deadline.in(WORK));
            var config = runtime.config();
            var image = runtime.image(config);
            var pod = runtime.run(config);
            try {
                runtime.call("RuntimeService/StopPodSandbox", new ProtobufWriter().string(1, pod));
            } finally {
                runtime.until(deadline);
                runtime.call("RuntimeService/RemovePodSandbox", new ProtobufWriter().string(1, pod));
            }
            return "pod sandbox " + pod.substring(0, Math.min(12, pod.length())) + " (" + image
                    + ") started and removed in " + deadline.waited().toMillis() + " ms";
        }
    }

    /** One conversation with the runtime. */
    private static final class Runtime {
        private final GrpcConnection connection;
        private Deadline deadline;
        private String api = "runtime.v1";

        Runtime(GrpcConnection connection, Deadline deadline) {
            this.connection = connection;
            this.deadline = deadline;
        }

        void until(Deadline later) {
            deadline = later;
        }

        ProtobufReader call(String method, ProtobufWriter request) throws IOException {
            return ProtobufReader.of(connection.unary("/" + api + "." + method, request.toBytes(), Map.of(), deadline));
        }

        /** The runtime's own configuration, which containerd and CRI-O tell in a verbose Status. */
        JsonObject config() throws IOException {
            ProtobufReader reply;
            try {
                reply = status();
            } catch (GrpcStatusException e) {
                if (!e.isUnimplemented()) {
                    throw e;
                }
                api = "runtime.v1alpha2";
                reply = status();
            }
            while (reply.next()) {
                if (reply.field() == 2) {
                    var entry = reply.message();
                    var key = "";
                    var value = "";
                    while (entry.next()) {
                        switch (entry.field()) {
                            case 1 -> key = entry.string();
                            case 2 -> value = entry.string();
                            default -> {}
                        }
                    }
                    if (key.equals("config")) {
                        return parse(value);
                    }
                }
            }
            throw new NotAskedException("the runtime does not tell its sandbox image");
        }

        private ProtobufReader status() throws IOException {
            return call("RuntimeService/Status", new ProtobufWriter().varint(1, 1));
        }

        private static JsonObject parse(String text) throws IOException {
            try {
                return JsonParser.parseString(text).getAsJsonObject();
            } catch (JsonParseException | IllegalStateException e) {
                throw new NotAskedException("the runtime does not tell its sandbox image");
            }
        }

        /** The sandbox image, when the runtime has it: nothing shall be pulled now. */
        String image(JsonObject config) throws IOException {
            JsonElement image = config.get("sandboxImage");
            if (image == null || !image.isJsonPrimitive()) {
                throw new NotAskedException("the runtime does not tell its sandbox image");
            }
            var name = image.getAsString();
            var reply = call(
                    "ImageService/ImageStatus", new ProtobufWriter().message(1, new ProtobufWriter().string(1, name)));
            while (reply.next()) {
                if (reply.field() == 1) {
                    return name;
                }
            }
            throw new NotAskedException("the sandbox image " + name + " is not on this node, and none is pulled");
        }

        String run(JsonObject config) throws IOException {
            var unique = Long.toHexString(System.nanoTime());
            var metadata = new ProtobufWriter()
                    .string(1, NAME + "-" + unique)
                    .string(2, NAME + "-" + unique)
                    .string(3, NAME);
            var network = new ProtobufWriter().varint(1, NODE);
            var linux = new ProtobufWriter()
                    // systemd's cgroup driver wants a slice (containerd, internal/cri/server/helpers.go,
                    // getCgroupsPath)
                    .string(1, isSystemdDriver(config) ? "/system.slice" : "/" + NAME)
                    .message(2, new ProtobufWriter().message(1, network));
            var pod = new ProtobufWriter().message(1, metadata).message(8, linux);
            var reply = call("RuntimeService/RunPodSandbox", new ProtobufWriter().message(1, pod));
            while (reply.next()) {
                if (reply.field() == 1) {
                    return reply.string();
                }
            }
            throw new IOException("the runtime started a sandbox and did not tell its id");
        }

        /** containerd tells the driver per runtime, CRI-O has systemd's unless configured otherwise. */
        private static boolean isSystemdDriver(JsonObject config) {
            var text = config.toString();
            return text.contains("\"SystemdCgroup\":true")
                    || !text.contains("SystemdCgroup") && !text.contains("systemdCgroup");
        }
    }
}
