package io.nodethaw.hop.docker;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.nodethaw.bugs.VersionOrder;
import io.nodethaw.evidence.RuntimeSettings;
import java.util.Optional;

/** What is kept of dockerd's information about itself (GET /info): how its default runtime is started. */
final class Settings {
    /** The shim of every runtime since dockerd 20.10 unless it is configured otherwise (daemon/runtime_unix.go). */
    private static final String SHIM = "containerd-shim-runc-v2";

    private Settings() {}

    static RuntimeSettings of(JsonObject info) {
        var name = text(info, "DefaultRuntime");
        boolean knowsTypes = VersionOrder.UPSTREAM.compare(text(info, "ServerVersion"), "20.10") >= 0;
        var runtime = info.get("Runtimes") instanceof JsonObject all && all.get(name) instanceof JsonObject one
                ? one
                : new JsonObject();
        var type = text(runtime, "runtimeType");
        boolean isRunc = type.isEmpty() || type.equals("io.containerd.runc.v2");
        return new RuntimeSettings(isRunc && knowsTypes ? SHIM : "", isRunc ? program(runtime) : "", Optional.empty());
    }

    /** The program's name or path; empty where it does not say, as for a type that brings its own. */
    private static String program(JsonObject runtime) {
        return text(runtime, "path");
    }

    private static String text(JsonObject in, String name) {
        JsonElement found = in.get(name);
        return found != null && found.isJsonPrimitive() ? found.getAsString() : "";
    }
}
