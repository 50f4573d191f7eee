package io.nodethaw.evidence;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads one file of evidence, reading by reading, and keeps what it could read when the file is broken. */
final class EvidenceReader {
    private static final int NOTES_MAX = 5; // for a broken file a few examples are enough

    /** The most readings: several for each of 60,000 threads; more would not fit into our memory. */
    private static final int MOST_READINGS = 250_000;

    private static final int NOTE_LENGTH = 300;
    private static final int NAME_LENGTH = 40;

    private record Kept(Key key, Reading<Object> reading, Origin origin) {}

    private final EvidenceJson json;
    private final JsonSource in;
    private final String name;
    private final List<Kept> readings = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final TreeMap<String, Integer> unknown = new TreeMap<>();
    private int misfits;
    private int unknownCount;
    private String tool = "unknown";
    private String kind = "";
    private @Nullable Instant at;
    private long version = -1;

    EvidenceReader(EvidenceJson json, JsonSource in, String name) {
        this.json = json;
        this.in = in;
        this.name = name;
    }

    LoadedEvidence read() throws EvidenceFormatException {
        var whole = true;
        try {
            readDocument();
        } catch (EvidenceFormatException e) {
            throw e;
        } catch (IOException | IllegalStateException e) { // the JSON reader reports some errors as an illegal state
            whole = false;
            refuseUnlessUsable(e);
            notes.addFirst(name + ": broken at " + in.place() + limit(e) + "; only the " + readings.size()
                    + " readings before it are used");
        }
        return finish(whole);
    }

    private void readDocument() throws IOException {
        in.beginObject();
        while (in.hasNext()) {
            switch (in.name()) {
                case "schemaVersion" -> checkVersion(in.text());
                case "kind" -> checkKind(in.text());
                case "tool" -> tool = OneLine.of(in.text(), 100);
                case "at" -> at = (Instant) ScalarCodec.TIME.parse(in.text());
                case "readings" -> readAll();
                default -> in.skip();
            }
        }
        in.endObject();
        in.expectEnd();
    }

    private void checkVersion(String text) throws IOException {
        version = (Long) ScalarCodec.WHOLE.parse(text);
        if (version < 1) {
            throw new EvidenceFormatException(
                    name + ": schemaVersion " + version + " is not a version; versions begin with 1");
        }
        if (version > EvidenceJson.SCHEMA_VERSION) {
            throw new EvidenceFormatException(name + ": schemaVersion " + version + " is newer than "
                    + EvidenceJson.SCHEMA_VERSION + ", which this nodethaw reads; use the nodethaw that wrote it ("
                    + tool
                    + ") or a later one");
        }
    }

    private void checkKind(String found) throws EvidenceFormatException {
        kind = found;
        if (!kind.equals(EvidenceJson.KIND)) {
            throw new EvidenceFormatException(name + ": holds a " + OneLine.of(kind, 40)
                    + ", not evidence; make evidence with: nodethaw diagnose --save-evidence FILE");
        }
    }

    private void readAll() throws IOException {
        in.beginArray();
        while (in.hasNext()) {
            if (readings.size() + misfits + unknownCount >= MOST_READINGS) {
                throw new TooLargeException("more than " + MOST_READINGS + " readings");
            }
            int depth = in.depth();
            var place = in.place();
            try {
                readOne();
            } catch (MisfitException e) {
                if (++misfits <= NOTES_MAX) {
                    notes.add(name + ": " + in.place() + ": " + OneLine.of(String.valueOf(e.getMessage()), NOTE_LENGTH)
                            + "; this reading is left out");
                }
                in.leaveTo(depth);
                if (in.place().equals(place)) {
                    in.skip(); // not an object: nothing of it was read yet
                }
            }
        }
        in.endArray();
    }

    private void readOne() throws IOException {
        var parts = new ReadingParts();
        in.beginObject();
        while (in.hasNext()) {
            var member = in.name();
            if (!member.equals("value")) {
                parts.take(member, in);
            } else if (json.knows(parts.fact())) {
                parts.value(json.codec(parts.fact()).read(in));
            } else {
                in.skip();
            }
        }
        in.endObject();
        if (json.knows(parts.fact())) {
            readings.add(new Kept(parts.key(), parts.reading(), parts.origin()));
        } else {
            unknownCount++;
            unknown.merge(OneLine.of(parts.fact(), NAME_LENGTH), 1, Integer::sum);
        }
    }

    private void refuseUnlessUsable(Exception broken) throws EvidenceFormatException {
        if (version < 0 || at == null || readings.isEmpty()) {
            throw new EvidenceFormatException(
                    name + ": no evidence: " + why(broken) + (in.place().equals("$") ? "" : " at " + in.place())
                            + "; make it again with: nodethaw diagnose --save-evidence FILE");
        }
    }

    /** The error when the file is well-formed but larger than we read. */
    private static String limit(Exception broken) {
        return broken instanceof TooLargeException ? " (" + broken.getMessage() + ")" : "";
    }

    private static String why(Exception broken) {
        return switch (broken) {
            case java.io.EOFException _ -> "the file ends";
            case MisfitException misfit -> OneLine.of(String.valueOf(misfit.getMessage()), NOTE_LENGTH);
            case com.google.gson.stream.MalformedJsonException _ -> "not JSON";
            case IllegalStateException _ -> "not JSON";
            case TooLargeException large -> String.valueOf(large.getMessage());
            default -> OneLine.of("cannot be read: " + broken.getMessage(), 200);
        };
    }

    private LoadedEvidence finish(boolean whole) throws EvidenceFormatException {
        if (version < 0 || at == null || kind.isEmpty()) {
            throw new EvidenceFormatException(name + ": no evidence: "
                    + (version < 0 ? "schemaVersion" : at == null ? "at" : "kind")
                    + " is missing; make it with: nodethaw diagnose --save-evidence FILE");
        }
        if (misfits > NOTES_MAX) {
            notes.add(name + ": " + (misfits - NOTES_MAX) + " more readings are left out for reasons of this kind");
        }
        notes.addAll(unknownFacts());
        var builder = new Evidence.Builder(at);
        var older = new OlderFacts(readings.stream().map(Kept::reading));
        for (var kept : readings) {
            json.put(builder, older.key(kept.key()), older.reading(kept.reading()), kept.origin());
        }
        return new LoadedEvidence(builder.build(), tool, notes, whole && misfits == 0);
    }

    private List<String> unknownFacts() {
        var told = new ArrayList<String>();
        unknown.forEach((fact, count) -> told.add(
                name + ": " + count + " readings of '" + fact + "' are left out: this nodethaw does not know it"));
        if (told.size() > NOTES_MAX) {
            int more = told.size() - NOTES_MAX;
            told.subList(NOTES_MAX, told.size()).clear();
            told.add(name + ": readings of " + more + " more facts are left out: this nodethaw does not know them");
        }
        return told;
    }
}
