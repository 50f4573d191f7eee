package io.nodethaw;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Makes a value of any record, with every optional present and one element in every list. */
final class FactSamples {
    private static final Map<Class<?>, Object> PLAIN = Map.ofEntries(
            Map.entry(int.class, 7),
            Map.entry(Integer.class, 7),
            Map.entry(long.class, 1L << 40),
            Map.entry(Long.class, 1L << 40),
            Map.entry(short.class, (short) 7),
            Map.entry(byte.class, (byte) 7),
            Map.entry(double.class, 0.5),
            Map.entry(Double.class, 0.5),
            Map.entry(boolean.class, true),
            Map.entry(Boolean.class, true),
            Map.entry(char.class, 'S'),
            Map.entry(String.class, "text"),
            Map.entry(Duration.class, Duration.ofMillis(1500)),
            Map.entry(Instant.class, Instant.EPOCH));

    private FactSamples() {}

    static Object of(Type type) throws ReflectiveOperationException {
        return of(type, Map.of());
    }

    private static Object of(Type type, Map<TypeVariable<?>, Type> bindings) throws ReflectiveOperationException {
        return switch (type) {
            case TypeVariable<?> variable -> of(Objects.requireNonNull(bindings.get(variable)), Map.of());
            case ParameterizedType generic -> ofGeneric(generic, bindings);
            case Class<?> plain -> ofClass(plain, bindings);
            default -> throw new IllegalArgumentException(type.toString());
        };
    }

    private static Object ofGeneric(ParameterizedType generic, Map<TypeVariable<?>, Type> bindings)
            throws ReflectiveOperationException {
        var arguments = generic.getActualTypeArguments();
        var raw = (Class<?>) generic.getRawType();
        if (raw == Optional.class) return Optional.of(of(arguments[0], bindings));
        if (raw == List.class) return List.of(of(arguments[0], bindings));
        if (raw == Set.class) return Set.of(of(arguments[0], bindings));
        if (raw == Map.class) return Map.of(of(arguments[0], bindings), of(arguments[1], bindings));
        var own = new HashMap<TypeVariable<?>, Type>();
        for (int i = 0; i < arguments.length; i++) {
            own.put(raw.getTypeParameters()[i], arguments[i]);
        }
        return ofClass(raw, own);
    }

    private static Object ofClass(Class<?> type, Map<TypeVariable<?>, Type> bindings)
            throws ReflectiveOperationException {
        var known = PLAIN.get(type);
        if (known != null) return known;
        if (type.isEnum()) return Objects.requireNonNull(type.getEnumConstants())[0];
        if (type.isSealed()) {
            return ofClass(Objects.requireNonNull(type.getPermittedSubclasses())[0], bindings);
        }
        var components = type.getRecordComponents();
        var types = new Class<?>[components.length];
        var values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = of(components[i].getGenericType(), bindings);
        }
        var constructor = type.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return constructor.newInstance(values);
    }
}
