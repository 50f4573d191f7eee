package io.nodethaw.evidence;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A list or set as a JSON array; a missing one is empty. */
record ListCodec(FactCodec element, Function<List<Object>, Collection<Object>> finish) implements FactCodec {
    @Override
    public void write(JsonWriter out, Object value) throws IOException {
        out.beginArray();
        for (var one : (Collection<?>) value) {
            element.write(out, one);
        }
        out.endArray();
    }

    @Override
    public Object read(JsonSource in) throws IOException {
        var all = new ArrayList<Object>();
        in.beginArray();
        while (in.hasNext()) {
            all.add(element.read(in));
        }
        in.endArray();
        return finish.apply(all);
    }

    @Override
    public Optional<Object> ifMissing() {
        return Optional.of(finish.apply(List.of()));
    }
}
