package io.nodethaw.format.packages;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.stream.StreamSupport;

/** A JSON object of which nothing is certain: what is missing or of another kind is empty. */
record NodeObject(JsonObject object) {
    static NodeObject of(JsonElement element) {
        return new NodeObject(element.isJsonObject() ? element.getAsJsonObject() : new JsonObject());
    }

    NodeObject part(String name) {
        var part = object.get(name);
        return of(part == null ? new JsonObject() : part);
    }

    String text(String name) {
        var text = object.get(name);
        return text != null && text.isJsonPrimitive() ? text.getAsString() : "";
    }

    List<NodeObject> items(String name) {
        var items = object.get(name);
        return items != null && items.isJsonArray()
                ? StreamSupport.stream(items.getAsJsonArray().spliterator(), false)
                        .map(NodeObject::of)
                        .toList()
                : List.of();
    }
}
