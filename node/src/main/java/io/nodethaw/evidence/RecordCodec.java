package io.nodethaw.evidence;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record as a JSON object, its components in the order they are declared. Reading skips members that it does not know: a
 * later version may have added them.
 */
final class RecordCodec implements FactCodec {
    private record Part(String name, Method accessor, FactCodec codec) {}

    private record Shape(List<Part> parts, Map<String, Integer> positions, Constructor<?> constructor) {}

    private final FactCodecs codecs;
    private final Class<?> type;
    private final Map<TypeVariable<?>, Type> bindings;
    private @Nullable Shape shape; // made on first use, because a record may contain itself

    RecordCodec(FactCodecs codecs, Class<?> type, Map<TypeVariable<?>, Type> bindings) {
        this.codecs = codecs;
        this.type = type;
        this.bindings = bindings;
    }

    @Override
    public void write(JsonWriter out, Object value) throws IOException {
        out.beginObject();
        for (var part : shape().parts()) {
            var content = get(part, value);
            if (!part.codec().omits(content)) {
                out.name(part.name());
                part.codec().write(out, content);
            }
        }
        out.endObject();
    }

    @Override
    public Object read(JsonSource in) throws IOException {
        var parts = shape().parts();
        var values = new @Nullable Object[parts.size()];
        in.beginObject();
        while (in.hasNext()) {
            var position = shape().positions().get(in.name());
            if (position == null) {
                in.skip();
            } else {
                values[position] = parts.get(position).codec().read(in);
            }
        }
        in.endObject();
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null) {
                values[i] = missing(parts.get(i));
            }
        }
        return make(values);
    }

    private Object missing(Part part) throws MisfitException {
        return part.codec()
                .ifMissing()
                .orElseThrow(() ->
                        new MisfitException("'" + part.name() + "' is missing in a value of " + type.getSimpleName()));
    }

    private Shape shape() {
        if (shape == null) {
            shape = inspect();
        }
        return shape;
    }

    private Shape inspect() {
        var parts = new ArrayList<Part>();
        var positions = new HashMap<String, Integer>();
        var types = new ArrayList<Class<?>>();
        for (var component : type.getRecordComponents()) {
            var accessor = component.getAccessor();
            accessor.setAccessible(true); // the records of hops are not public
            positions.put(component.getName(), parts.size());
            types.add(component.getType());
            parts.add(new Part(component.getName(), accessor, codecs.of(component.getGenericType(), bindings)));
        }
        try {
            var constructor = type.getDeclaredConstructor(types.toArray(new Class<?>[0]));
            constructor.setAccessible(true);
            return new Shape(parts, positions, constructor);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(type + " has no canonical constructor", e);
        }
    }

    private static Object get(Part part, Object value) {
        try {
            return part.accessor().invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(part.accessor() + " failed", e);
        }
    }

    private Object make(@Nullable Object[] values) throws MisfitException {
        try {
            return shape().constructor().newInstance(values);
        } catch (InvocationTargetException e) {
            throw new MisfitException("not a valid " + type.getSimpleName() + ": " + e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be made", e);
        }
    }
}
