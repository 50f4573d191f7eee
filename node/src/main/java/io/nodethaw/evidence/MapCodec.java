package io.nodethaw.evidence;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A map as a JSON object; a missing one is empty. */
record MapCodec(ScalarCodec key, FactCodec value) implements FactCodec {
    @Override
    public void write(JsonWriter out, Object all) throws IOException {
        out.beginObject();
        for (var entry : ((Map<?, ?>) all).entrySet()) {
            out.name(key.text(entry.getKey()));
            value.write(out, entry.getValue());
        }
        out.endObject();
    }

    @Override
    public Object read(JsonSource in) throws IOException {
        var all = new LinkedHashMap<Object, Object>();
        in.beginObject();
        while (in.hasNext()) {
            var name = key.parse(in.name());
            all.put(name, value.read(in));
        }
        in.endObject();
        return all;
    }

    @Override
    public Optional<Object> ifMissing() {
        return Optional.of(Map.of());
    }
}
