package io.nodethaw.agent.cure;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What came of a cure.
 *
 * @param what one line: what was done, or why nothing was
 * @param cure name of what was done last; empty for nothing
 */
public record Outcome(Ending ending, String what, String cure) {
    /** How it ended: as heal says it, and the reason of an event. */
    public enum Ending {
        HEALED("healed", "Cured"),
        NOTHING_TO_DO("nothing-to-do", "CureNotNeeded"),
        NOT_HEALED("not-healed", "CureNotProven"),
        REFUSED("refused", "CureRefused"),
        /** It came to no end of its own. */
        BROKEN("broken", "CureBroken");

        private final String word;
        private final String reason;

        Ending(String word, String reason) {
            this.word = word;
            this.reason = reason;
        }

        /** As metrics have it. */
        public String word() {
            return word;
        }

        String reason() {
            return reason;
        }
    }

    /** True when there is nothing left to do. */
    boolean isWell() {
        return ending == Ending.HEALED || ending == Ending.NOTHING_TO_DO;
    }

    static Outcome broken(String why) {
        return new Outcome(Ending.BROKEN, why, "");
    }

    /** As {@code heal -o json} prints it. */
    static Outcome parse(String json, int exit) {
        try {
            var report = JsonParser.parseString(json).getAsJsonObject();
            var result = text(report, "result");
            return Arrays.stream(Ending.values())
                    .filter(ending -> ending.word().equals(result))
                    .findFirst()
                    .map(ending -> new Outcome(ending, text(report, "what"), text(report, "cure")))
                    .orElseGet(() -> broken("heal ended with " + exit + ": " + result));
        } catch (JsonParseException | IllegalStateException | ClassCastException e) {
            return broken("heal ended with " + exit + " and no report");
        }
    }

    /** As {@link #parse} reads it. */
    String json() {
        var report = new JsonObject();
        report.addProperty("result", ending.word());
        report.addProperty("what", what);
        report.addProperty("cure", cure);
        return report.toString();
    }

    private static String text(@Nullable JsonObject report, String name) {
        var value = report == null ? null : report.get(name);
        return value == null || !value.isJsonPrimitive() ? "" : value.getAsString();
    }
}
