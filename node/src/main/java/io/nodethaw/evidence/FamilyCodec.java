package io.nodethaw.evidence;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The codec of a sealed family of records: an object with one member, which is named after the record and holds it. */
final class FamilyCodec implements FactCodec {
    private final Map<String, RecordCodec> byKind = new HashMap<>();

    /** @throws IllegalArgumentException when a member is not a record */
    FamilyCodec(FactCodecs codecs, Class<?> family, Map<TypeVariable<?>, Type> bindings) {
        for (var member : Objects.requireNonNull(family.getPermittedSubclasses())) {
            if (!member.isRecord()) {
                throw new IllegalArgumentException("no JSON form for " + member + ": not a record");
            }
            byKind.put(FactCodecs.kindOf(member), new RecordCodec(codecs, member, bind(member, family, bindings)));
        }
    }

    /** What the type variables of a member stand for, from the type arguments with which it implements its family. */
    private static Map<TypeVariable<?>, Type> bind(
            Class<?> member, Class<?> family, Map<TypeVariable<?>, Type> bindings) {
        var own = new HashMap<TypeVariable<?>, Type>();
        for (var parent : member.getGenericInterfaces()) {
            if (parent instanceof ParameterizedType generic && generic.getRawType() == family) {
                var arguments = generic.getActualTypeArguments();
                for (int i = 0; i < arguments.length; i++) {
                    if (arguments[i] instanceof TypeVariable<?> variable) {
                        own.put(variable, bindings.getOrDefault(family.getTypeParameters()[i], Object.class));
                    }
                }
            }
        }
        return own;
    }

    @Override
    public void write(JsonWriter out, Object value) throws IOException {
        var kind = FactCodecs.kindOf(value.getClass());
        out.beginObject();
        out.name(kind);
        codec(kind).write(out, value);
        out.endObject();
    }

    @Override
    public Object read(JsonSource in) throws IOException {
        in.beginObject();
        if (!in.hasNext()) {
            throw new MisfitException("one of " + byKind.keySet() + " expected, found nothing");
        }
        var value = codec(in.name()).read(in);
        in.endObject();
        return value;
    }

    private RecordCodec codec(String kind) throws MisfitException {
        var found = byKind.get(kind);
        if (found == null) {
            throw new MisfitException("one of " + byKind.keySet() + " expected, found '" + OneLine.of(kind, 60) + "'");
        }
        return found;
    }
}
