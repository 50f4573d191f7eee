package io.nodethaw.agent.cure;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Lease as cures use it (coordination.k8s.io/v1).
 *
 * @param version by which the server tells whether somebody else has changed it meanwhile
 * @param holder the node that holds it; empty for none
 * @param node the one that has held it last
 * @param code of the finding that it was held for
 * @param renewed when it was written, by the clock of the server
 * @param lasts how long it counts from then on
 */
record Lease(String version, String holder, String node, String code, Instant renewed, Duration lasts) {
    private static final String CODE = "nodethaw.io/code";
    private static final String NODE = "nodethaw.io/node";

    /** MicroTime of apimachinery. */
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    /** True while its holder counts. */
    boolean isHeld(Instant now) {
        return !holder.isEmpty() && isFresh(now);
    }

    /** True while what it says counts. */
    boolean isFresh(Instant now) {
        return now.isBefore(renewed.plus(lasts));
    }

    /** As it is written. */
    String json(String name, String namespace) {
        var annotations = new JsonObject();
        annotations.addProperty(CODE, code);
        annotations.addProperty(NODE, node);
        var metadata = new JsonObject();
        metadata.addProperty("name", name);
        metadata.addProperty("namespace", namespace);
        if (!version.isEmpty()) {
            metadata.addProperty("resourceVersion", version);
        }
        metadata.add("annotations", annotations);
        var spec = new JsonObject();
        spec.addProperty("holderIdentity", holder);
        spec.addProperty("leaseDurationSeconds", lasts.toSeconds());
        spec.addProperty("renewTime", MICROS.format(renewed));
        var lease = new JsonObject();
        lease.addProperty("apiVersion", "coordination.k8s.io/v1");
        lease.addProperty("kind", "Lease");
        lease.add("metadata", metadata);
        lease.add("spec", spec);
        return lease.toString();
    }

    /** As the server tells it; empty for what is no Lease. */
    static Optional<Lease> parse(String json) {
        try {
            var all = JsonParser.parseString(json).getAsJsonObject();
            var metadata = all.getAsJsonObject("metadata");
            var spec = all.getAsJsonObject("spec");
            var annotations = metadata.has("annotations") ? metadata.getAsJsonObject("annotations") : new JsonObject();
            var renewed = text(spec.get("renewTime"));
            var seconds = spec.get("leaseDurationSeconds");
            return Optional.of(new Lease(
                    text(metadata.get("resourceVersion")),
                    text(spec.get("holderIdentity")),
                    text(annotations.get(NODE)),
                    text(annotations.get(CODE)),
                    renewed.isEmpty() ? Instant.EPOCH : Instant.parse(renewed),
                    seconds == null ? Duration.ZERO : Duration.ofSeconds(seconds.getAsLong())));
        } catch (JsonParseException
                | DateTimeException
                | IllegalStateException
                | ClassCastException
                | NullPointerException
                | NumberFormatException e) { // parts that are missing, or of another kind
            return Optional.empty();
        }
    }

    private static String text(@Nullable JsonElement element) {
        return element == null || element.isJsonNull() ? "" : element.getAsString();
    }
}
