package io.nodethaw.evidence;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.Optional;

/** Writes and reads the values of one type. */
interface FactCodec {
    /** Writes one value. */
    void write(JsonWriter out, Object value) throws IOException;

    /** Reads one value; throws a {@link MisfitException} when it has another form. */
    Object read(JsonSource in) throws IOException;

    /** True when an object is written without this value. */
    default boolean omits(Object value) {
        return false;
    }

    /** The value that a missing member stands for; empty when it must not be missing. */
    default Optional<Object> ifMissing() {
        return Optional.empty();
    }
}
