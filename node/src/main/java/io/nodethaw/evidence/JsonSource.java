package io.nodethaw.evidence;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.Reader;

/** A stream of JSON that knows how deep it is, so that it can leave a value of the wrong form and go on with the next one. */
final class JsonSource {
    private final JsonReader in;
    private int depth;

    JsonSource(Reader text) {
        in = new JsonReader(new BoundedText(text));
        in.setStrictness(Strictness.STRICT);
    }

    void beginObject() throws IOException {
        expect(JsonToken.BEGIN_OBJECT);
        in.beginObject();
        depth++;
    }

    void endObject() throws IOException {
        in.endObject();
        depth--;
    }

    void beginArray() throws IOException {
        expect(JsonToken.BEGIN_ARRAY);
        in.beginArray();
        depth++;
    }

    void endArray() throws IOException {
        in.endArray();
        depth--;
    }

    boolean hasNext() throws IOException {
        return in.hasNext();
    }

    String name() throws IOException {
        return in.nextName();
    }

    /** A string, or the digits of a number. */
    String text() throws IOException {
        if (in.peek() != JsonToken.NUMBER) {
            expect(JsonToken.STRING);
        }
        return in.nextString();
    }

    boolean bool() throws IOException {
        expect(JsonToken.BOOLEAN);
        return in.nextBoolean();
    }

    /** True when the next value is null, which is then read. */
    boolean skipNull() throws IOException {
        if (in.peek() != JsonToken.NULL) {
            return false;
        }
        in.nextNull();
        return true;
    }

    void skip() throws IOException {
        in.skipValue();
    }

    /** Fails unless nothing but white space follows. */
    void expectEnd() throws IOException {
        expect(JsonToken.END_DOCUMENT);
    }

    int depth() {
        return depth;
    }

    /** Leaves everything that was begun below this depth. */
    void leaveTo(int wanted) throws IOException {
        while (depth > wanted) {
            switch (in.peek()) {
                case END_OBJECT -> endObject();
                case END_ARRAY -> endArray();
                case NAME -> {
                    var _ = in.nextName();
                }
                default -> in.skipValue();
            }
        }
    }

    /** The current place: "$.readings[3].value.pid". */
    String place() {
        return OneLine.of(in.getPath(), 100);
    }

    private void expect(JsonToken wanted) throws IOException {
        var found = in.peek();
        if (found != wanted) {
            throw new MisfitException(wanted + " expected, found " + found);
        }
    }
}
