package io.nodethaw.format.collector;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.nodethaw.evidence.CollectedCommand;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.Origin;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Sample;
import io.nodethaw.format.FileFormat;
import io.nodethaw.format.FileFormatException;
import io.nodethaw.format.Head;
import io.nodethaw.format.Piece;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** A collector's own record of the commands that it ran, in JSON, wherever in it they stand. */
public final class CommandRecords implements FileFormat {
    /** Such a record has some megabytes on a node with hundreds of pods. */
    private static final int LONGEST = 32 << 20;

    /** The most commands kept. */
    private static final int MOST = 20_000;

    /** How deep they are looked for: those of sos are 7 deep. */
    private static final int DEEPEST = 16;

    @Override
    public String what() {
        return "a collector's record of its commands";
    }

    @Override
    public boolean recognises(Head head) {
        return head.isJson()
                && RecordForm.ALL.stream()
                        .anyMatch(form -> head.text().contains("\"" + form.exit() + "\"")
                                && head.text().contains("\"" + form.command() + "\""));
    }

    /** What is found while a record is read. */
    private static final class Found {
        private final String file;
        private final Evidence.Builder evidence = new Evidence.Builder(Instant.EPOCH);
        private final TreeSet<String> late = new TreeSet<>();
        private int commands;

        Found(String file) {
            this.file = file;
        }

        void put(String command, Reading<CollectedCommand> reading) {
            if (commands < MOST) {
                commands++;
                evidence.put(CollectedCommand.TYPE, command, new Sample<>(reading, new Origin.InFile(file, 1)));
            }
        }
    }

    @Override
    public Piece read(InputStream in, String file) throws IOException {
        var bytes = in.readNBytes(LONGEST + 1);
        if (bytes.length > LONGEST) {
            throw new FileFormatException("it is larger than " + (LONGEST >> 20) + " MB", "name the other files alone");
        }
        var found = new Found(file);
        try {
            look(JsonParser.parseString(new String(bytes, StandardCharsets.UTF_8)), "", 0, found);
        } catch (JsonParseException | StackOverflowError e) {
            throw new FileFormatException("no complete JSON", "fetch it again");
        }
        if (found.commands == 0) {
            throw new FileFormatException("nothing known in it", "it records no command that was run");
        }
        var notes = new ArrayList<String>();
        if (!found.late.isEmpty()) {
            notes.add(file + ": the collector gave up these parts of its work, which took too long: "
                    + String.join(", ", found.late));
        }
        return new Piece(file, what(), false, Optional.empty(), found.evidence.build(), List.of(), notes, true);
    }

    private static void look(JsonElement element, String name, int depth, Found found) {
        if (depth > DEEPEST) {
            return;
        }
        switch (element) {
            case JsonArray array -> array.forEach(each -> look(each, name, depth + 1, found));
            case JsonObject object -> {
                var form = RecordForm.ALL.stream()
                        .filter(each -> each.fits(object))
                        .findFirst();
                form.ifPresent(
                        each -> each.reading(object).ifPresent(reading -> found.put(each.line(object), reading)));
                if (isLate(object) && !name.isEmpty()) {
                    found.late.add(name);
                }
                object.asMap().forEach((member, value) -> look(value, member, depth + 1, found));
            }
            default -> {}
        }
    }

    /** True for a plug-in of sos that hit its limit (sos/report, timeout_hit): which of its commands hung is not told. */
    private static boolean isLate(JsonObject object) {
        var hit = object.get("timeout_hit");
        return hit != null && hit.isJsonPrimitive() && hit.getAsString().equals("true");
    }
}
