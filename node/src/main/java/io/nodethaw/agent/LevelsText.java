package io.nodethaw.agent;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.nodethaw.analysis.PastLevels;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Levels that the agent has read, as JSON. Pure. */
final class LevelsText {
    private static final int SCHEMA_VERSION = 1;

    /** A thing with a longer name is not kept. */
    private static final int LONGEST = 300;

    private LevelsText() {}

    /** @param now when it is written */
    static String of(String bootId, Instant now, List<PastLevels.Series> series) {
        var things = new JsonArray();
        series.stream()
                .filter(one -> one.label().length() <= LONGEST)
                .map(LevelsText::json)
                .forEach(things::add);
        var all = new JsonObject();
        all.addProperty("schemaVersion", SCHEMA_VERSION);
        all.addProperty("kind", "levels");
        all.addProperty("bootId", bootId);
        all.addProperty("at", now.toString());
        all.add("things", things);
        return all + "\n";
    }

    private static JsonObject json(PastLevels.Series series) {
        var levels = new JsonArray();
        for (var level : series.levels()) {
            var one = new JsonObject();
            one.addProperty("at", level.at().toString());
            one.addProperty("used", level.used());
            one.addProperty("limit", level.limit());
            levels.add(one);
        }
        var thing = new JsonObject();
        thing.addProperty("code", series.code());
        thing.addProperty("label", series.label());
        thing.add("levels", levels);
        return thing;
    }

    /**
     * What it says.
     *
     * @param now by the wall clock
     * @throws IOException when no agent wrote it, a newer one did, or one at a time that is still to come
     */
    static PastLevels parse(String text, Instant now) throws IOException {
        try {
            var all = JsonParser.parseString(text).getAsJsonObject();
            int version = all.get("schemaVersion").getAsInt();
            if (version > SCHEMA_VERSION) {
                throw new IOException("schemaVersion " + version + " is newer than " + SCHEMA_VERSION
                        + ", the newest that this version reads");
            }
            var at = Instant.parse(all.get("at").getAsString());
            if (at.isAfter(now)) {
                throw new IOException("it was written at " + at + ", which is still to come: the clock was set");
            }
            var series = new ArrayList<PastLevels.Series>();
            all.getAsJsonArray("things").forEach(thing -> series.add(series(thing.getAsJsonObject())));
            return new PastLevels(all.get("bootId").getAsString(), series, Optional.empty());
        } catch (RuntimeException e) {
            // no JSON, parts that are missing or of another kind, no number, no time, no order
            throw new IOException("it is not what an agent writes", e);
        }
    }

    private static PastLevels.Series series(JsonObject thing) {
        return new PastLevels.Series(
                thing.get("code").getAsString(),
                thing.get("label").getAsString(),
                thing.getAsJsonArray("levels").asList().stream()
                        .map(JsonElement::getAsJsonObject)
                        .map(level -> new PastLevels.Level(
                                Instant.parse(level.get("at").getAsString()),
                                level.get("used").getAsLong(),
                                level.get("limit").getAsLong()))
                        .toList());
    }
}
