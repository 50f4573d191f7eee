package io.nodethaw.heal;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/**
 * Reads records of earlier versions as if they were written today: the version that began a cure may have been replaced within
 * the same boot.
 */
final class FormerRecord {
    private static final String MARK = "mark";

    private FormerRecord() {}

    /**
     * The record in today's form. In earlier versions the record itself had one mark for all steps. Acts know their former
     * names: {@code Act.formerNames()}.
     */
    static JsonElement read(String text) {
        var json = JsonParser.parseString(text);
        if (json instanceof JsonObject record && record.has(MARK) && record.has("steps")) {
            for (var step : record.getAsJsonArray("steps")) {
                step.getAsJsonObject().add(MARK, record.get(MARK));
            }
        }
        return json;
    }
}
