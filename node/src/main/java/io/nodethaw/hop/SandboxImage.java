package io.nodethaw.hop;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.collect.wire.grpc.Cri;
import io.nodethaw.collect.wire.protobuf.ProtobufReader;
import io.nodethaw.collect.wire.protobuf.ProtobufWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Optional;

/**
 * The image of which a CRI runtime makes the sandboxes of pods: the pause image, which does nothing. What another image would do, nobody
 * knows, so that a guess by its name is none. Field numbers: api.proto of k8s.io/cri-api.
 */
public final class SandboxImage {
    /** In the names of the usual sandbox images: registry.k8s.io/pause, rancher/mirrored-pause. */
    private static final String PAUSE = "pause";

    private static final String UNKNOWN = "the runtime does not tell its sandbox image";

    /** Asks the runtime. */
    @FunctionalInterface
    public interface Asked {
        /** Its reply to one call. */
        ProtobufReader reply(String method, ProtobufWriter request) throws IOException;
    }

    private SandboxImage() {}

    /** The runtime's configuration, which containerd and CRI-O give in a verbose Status. */
    public static JsonObject config(Cri.Status status) throws NotAskedException {
        try {
            return JsonParser.parseString(
                            Optional.ofNullable(status.info().get("config")).orElse(""))
                    .getAsJsonObject();
        } catch (JsonParseException | IllegalStateException e) {
            throw new NotAskedException(UNKNOWN);
        }
    }

    /** The image that the configuration names; empty where it names none. */
    public static Optional<String> named(JsonObject config) {
        JsonElement image = config.get("sandboxImage");
        return image != null && image.isJsonPrimitive() && !image.getAsString().isEmpty()
                ? Optional.of(image.getAsString())
                : Optional.empty();
    }

    /**
     * containerd 2.0 and CRI-O before 1.27 do not tell the image, but they pin it, so that kubelet does not remove it (containerd
     * internal/cri/server/images/image_pull.go, getLabels). Where others are pinned too, nobody knows which it is.
     */
    public static String pinned(Asked runtime) throws IOException {
        var reply = runtime.reply("ImageService/ListImages", new ProtobufWriter());
        var pinned = new ArrayList<String>();
        while (reply.next()) {
            if (reply.field() == 1) {
                name(reply.message()).ifPresent(pinned::add);
            }
        }
        if (pinned.size() != 1 || !pinned.getFirst().contains(PAUSE)) {
            throw new NotAskedException(UNKNOWN);
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
}
