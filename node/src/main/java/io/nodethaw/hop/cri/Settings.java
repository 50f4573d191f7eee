package io.nodethaw.hop.cri;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.nodethaw.collect.wire.grpc.Cri;
import io.nodethaw.evidence.RuntimeSettings;
import java.util.Optional;

/**
 * What is kept of a CRI runtime's status: its network, and of the configuration that containerd tells (pkg/cri/config) its default
 * runtime.
 */
final class Settings {
    private static final String RUNC = "io.containerd.runc.";

    private Settings() {}

    static RuntimeSettings of(Cri.Status status) {
        var config = parse(status.info().getOrDefault("config", ""));
        var containerd = object(config, "containerd");
        var runtime = object(object(containerd, "runtimes"), text(containerd, "defaultRuntimeName"));
        var type = text(runtime, "runtimeType");
        var program = text(object(runtime, "options"), "BinaryName");
        var path = text(runtime, "runtimePath");
        return new RuntimeSettings(
                path.isEmpty() ? shim(type) : path,
                !type.startsWith(RUNC) ? "" : program.isEmpty() ? "runc" : program,
                network(status, text(object(config, "cni"), "confDir")));
    }

    /** The shim of "io.containerd.runc.v2" is containerd-shim-runc-v2 (runtime/v2/shim/util.go, BinaryName). */
    private static String shim(String type) {
        if (type.startsWith("/")) {
            return type;
        }
        var parts = type.split("\\.", -1);
        boolean second = type.startsWith("io.containerd.") && !type.startsWith("io.containerd.runtime.v1.");
        return second && parts.length > 3
                ? "containerd-shim-" + parts[parts.length - 2] + "-" + parts[parts.length - 1]
                : "";
    }

    private static Optional<RuntimeSettings.Network> network(Cri.Status status, String folder) {
        return status.conditions().stream()
                .filter(condition -> condition.type().equals("NetworkReady"))
                .map(condition -> new RuntimeSettings.Network(
                        condition.isMet(), condition.reason(), why(status, condition), folder))
                .findFirst();
    }

    /** containerd tells more of why it loaded no configuration than the condition does (pkg/cri/server/status.go). */
    private static String why(Cri.Status status, Cri.Condition condition) {
        var loaded = status.info().getOrDefault("lastCNILoadStatus", "OK");
        return condition.isMet() || loaded.equals("OK") ? condition.message() : loaded;
    }

    private static JsonObject parse(String text) {
        try {
            var parsed = JsonParser.parseString(text);
            return parsed.isJsonObject() ? parsed.getAsJsonObject() : new JsonObject();
        } catch (JsonParseException none) {
            return new JsonObject();
        }
    }

    private static JsonObject object(JsonObject in, String name) {
        return in.get(name) instanceof JsonObject object ? object : new JsonObject();
    }

    private static String text(JsonObject in, String name) {
        JsonElement found = in.get(name);
        return found != null && found.isJsonPrimitive() ? found.getAsString() : "";
    }
}
