package io.nodethaw.evidence;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.Optional;

/** Writes and reads the values of one type. */
interface FactCodec {
    /** Writes one value. */
    void write(JsonWriter out, Object value) throws IOException;

    /** Reads one value. A value of another form is a {@link MisfitException}. */
    Object read(JsonSource in) throws IOException;

    /** True when this value is left out of an object. */
    default boolean omits(Object value) {
        return false;
    }

    /** What a member stands for that is not there. */
    default Optional<Object> ifMissing() {
        return Optional.empty();
    }
}
