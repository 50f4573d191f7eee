package io.nodethaw.evidence;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.Optional;

/** A value that may be absent: in an object it is left out, elsewhere it is null. */
record OptionalCodec(FactCodec inner) implements FactCodec {
    @Override
    public void write(JsonWriter out, Object value) throws IOException {
        var optional = (Optional<?>) value;
        if (optional.isPresent()) {
            inner.write(out, optional.get());
        } else {
            out.nullValue();
        }
    }

    @Override
    public Object read(JsonSource in) throws IOException {
        return in.skipNull() ? Optional.empty() : Optional.of(inner.read(in));
    }

    @Override
    public boolean omits(Object value) {
        return ((Optional<?>) value).isEmpty();
    }

    @Override
    public Optional<Object> ifMissing() {
        return Optional.of(Optional.empty());
    }
}
