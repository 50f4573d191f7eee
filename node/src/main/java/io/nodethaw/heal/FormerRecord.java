package io.nodethaw.heal;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** Records of earlier versions as they are written now: a boot may outlast the version that began a cure in it. */
final class FormerRecord {
    private static final String MARK = "mark";

    private FormerRecord() {}

    /** The mark stood once for all steps, in the record itself. Acts know their former names: {@code Act.formerNames()}. */
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
