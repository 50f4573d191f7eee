package io.nodethaw.collect.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One entry of the journal, as journalctl writes it in JSON (systemd: docs/JOURNAL_EXPORT_FORMATS.md).
 *
 * @param unit whose process wrote it; empty where none is known
 * @param ago how long before now
 */
record JournalEntry(String unit, Duration ago, String message) {
    /** dockerd's log driver passes on what containers say (daemon/logger/journald). */
    private static final String OF_A_CONTAINER = "CONTAINER_ID";

    /** What stands before the words of a daemon: level, time, thread and place of klog (kubelet), or the fields of logrus. */
    private static final Pattern BEFORE_WORDS = Pattern.compile(
            "^(?:[IWEF]\\d{4} \\d\\d:\\d\\d:\\d\\d\\.\\d+ +\\d+ \\S+:\\d+] |time=(?:\"[^\"]*\"|\\S+) level=\\S+ msg=)");

    /** The entry; empty where a part is missing, where it is none, or where a container said it. */
    static Optional<JournalEntry> of(String json, Instant now) {
        try {
            var entry = JsonParser.parseString(json).getAsJsonObject();
            if (entry.has(OF_A_CONTAINER)) {
                return Optional.empty();
            }
            var message = message(entry.get("MESSAGE"));
            long micros = Long.parseLong(entry.get("__REALTIME_TIMESTAMP").getAsString());
            var ago = Duration.between(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), now);
            return Optional.of(new JournalEntry(unit(entry), ago.isNegative() ? Duration.ZERO : ago, message));
        } catch (JsonParseException
                | IllegalStateException
                | UnsupportedOperationException
                | NullPointerException
                | NumberFormatException unusual) {
            return Optional.empty();
        }
    }

    private static String unit(JsonObject entry) {
        return entry.has("_SYSTEMD_UNIT") ? entry.get("_SYSTEMD_UNIT").getAsString() : "";
    }

    /** What is no printable text, such as one with colours, is a list of its bytes. */
    private static String message(JsonElement message) {
        if (!message.isJsonArray()) {
            return message.getAsString();
        }
        var numbers = message.getAsJsonArray();
        var bytes = new byte[numbers.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) numbers.get(i).getAsInt();
        }
        return new String(bytes, UTF_8);
    }

    /** The message without what a logger puts before it. */
    String words() {
        return BEFORE_WORDS.matcher(message).replaceFirst("");
    }
}
