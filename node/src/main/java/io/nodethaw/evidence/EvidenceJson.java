package io.nodethaw.evidence;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Evidence as JSON; docs/evidence.md describes the format. Used by one thread at a time. */
public final class EvidenceJson {
    /** Increased when a reader of the previous version could misread a file. */
    public static final int SCHEMA_VERSION = 1;

    static final String KIND = "evidence";

    private final Map<String, FactType<?>> types = new LinkedHashMap<>();
    private final Map<String, FactType<?>> old = Map.of(CallRegisters.TYPE.name(), CallRegisters.TYPE);
    private final FactCodecs codecs = new FactCodecs();

    /** @param types all facts: the shared ones and those of the hops */
    public EvidenceJson(List<FactType<?>> types) {
        for (var type : types) {
            if (this.types.put(type.name(), type) != null) {
                throw new IllegalArgumentException("two fact types are named " + type.name());
            }
        }
    }

    /**
     * Writes evidence, one reading per line, without closing the writer.
     *
     * @param tool name and version of this program, for readers of the file
     * @throws IllegalArgumentException when a fact is not registered or has a component without a JSON form
     */
    public void write(Evidence evidence, String tool, Writer out) throws IOException {
        out.write("{\"schemaVersion\": " + SCHEMA_VERSION + ", \"kind\": \"" + KIND + "\", \"tool\": ");
        var json = new JsonWriter(out);
        // lenient: more than one top-level value, as the frame around the readings is written by hand
        json.setStrictness(Strictness.LENIENT);
        json.value(tool);
        out.write(",\n\"at\": \"" + evidence.at() + "\",\n\"readings\": [");
        var separator = "\n";
        for (var entry : evidence.all().entrySet()) {
            for (var sample : entry.getValue()) {
                out.write(separator);
                var line = new JsonWriter(out);
                line.setStrictness(Strictness.STRICT);
                writeSample(line, entry.getKey(), sample);
                separator = ",\n";
            }
        }
        out.write("\n]}\n");
        out.flush();
    }

    void writeSample(JsonWriter out, Key key, Sample<?> sample) throws IOException {
        out.beginObject();
        out.name("fact").value(key.fact());
        out.name("instance").value(key.instance());
        writeOrigin(out, sample.origin());
        switch (sample.reading()) {
            case Reading.Seen<?>(var value) -> {
                out.name("outcome").value("seen");
                out.name("value");
                codec(key.fact()).write(out, value);
            }
            case Reading.Silent<?>(var waited, var stage, var kind) -> {
                out.name("outcome").value("silent");
                kind(out, ReadingKinds.of(kind));
                out.name("waited").value(waited.toString());
                out.name("stage").value(stage);
            }
            case Reading.Failed<?>(var why) ->
                out.name("outcome").value("failed").name("why").value(why);
            case Reading.Refused<?>(var why) -> {
                out.name("outcome").value("not-asked");
                kind(out, ReadingKinds.REFUSED);
                out.name("why").value(why);
            }
            case Reading.NotAsked<?>(var why, boolean heldUp) -> {
                out.name("outcome").value("not-asked");
                kind(out, heldUp ? ReadingKinds.HELD_UP : "");
                out.name("why").value(why);
            }
        }
        out.endObject();
    }

    private static void kind(JsonWriter out, String kind) throws IOException {
        if (!kind.isEmpty()) {
            out.name("kind").value(kind);
        }
    }

    private static void writeOrigin(JsonWriter out, Origin origin) throws IOException {
        switch (origin) {
            case Origin.Live(var asked, var answered) -> {
                out.name("asked").value(asked.toString());
                out.name("answered").value(answered.toString());
            }
            case Origin.InFile(var file, var line) -> {
                out.name("file").value(file);
                out.name("line").value(line);
            }
        }
    }

    /**
     * Reads evidence. What cannot be used is left out and named in the notes: facts of a later version, readings that do not
     * have the expected form, everything after the place where the file is broken.
     *
     * @param name of the file, for messages
     * @throws EvidenceFormatException when nothing in it can be used, or a later version wrote it
     */
    public LoadedEvidence read(Reader text, String name) throws EvidenceFormatException {
        return new EvidenceReader(this, new JsonSource(text), name).read();
    }

    /**
     * The evidence without its largest readings, so that its text has about this many characters; readings that were left out
     * say so.
     *
     * @throws IllegalArgumentException as {@link #write} does
     */
    public Evidence shortened(Evidence evidence, long most) throws IOException {
        return new Shortening(this).of(evidence, most);
    }

    /** All facts that it reads and writes. */
    public List<FactType<?>> types() {
        return List.copyOf(types.values());
    }

    boolean knows(String fact) {
        return types.containsKey(fact) || old.containsKey(fact);
    }

    /** The codec for the values of a fact. */
    FactCodec codec(String fact) {
        var type = types.getOrDefault(fact, old.get(fact));
        if (type == null) {
            throw new IllegalArgumentException("no codec for the fact '" + fact + "'; register its type in Main");
        }
        return codecs.of(type.type(), Map.of());
    }

    /** A reading of any fact, in the form that {@link #put} takes. */
    @SuppressWarnings("unchecked") // a reading only gives its value out
    Reading<Object> plain(Reading<?> reading) {
        return (Reading<Object>) reading;
    }

    /** Adds a sample whose value was made by the codec of its fact. */
    @SuppressWarnings("unchecked") // the value is of the class of the fact's type
    void put(Evidence.Builder builder, Key key, Reading<Object> reading, Origin origin) {
        var type = (FactType<Object>) types.get(key.fact());
        if (type != null) {
            builder.put(type, key.instance(), new Sample<>(reading, origin));
        }
    }
}
