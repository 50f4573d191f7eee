package io.nodethaw.evidence;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out how the type of a fact is written in JSON: records are objects, a member of a sealed family is an object with one
 * member that names it, an empty Optional is left out, times are RFC 3339, durations ISO 8601. Used by one thread at a time.
 */
final class FactCodecs {
    private final Map<Class<?>, FactCodec> known = new HashMap<>(ScalarCodec.all());

    /**
     * The codec of a type.
     *
     * @param bindings what the type variables in it stand for
     * @throws IllegalArgumentException for a type that has no form in JSON; facts must not have such components
     */
    FactCodec of(Type type, Map<TypeVariable<?>, Type> bindings) {
        return switch (type) {
            case Class<?> plain -> ofClass(plain);
            case TypeVariable<?> variable when bindings.containsKey(variable) -> of(bindings.get(variable), Map.of());
            case ParameterizedType generic -> ofGeneric(generic, bindings);
            default -> throw new IllegalArgumentException("no JSON form for " + type);
        };
    }

    private FactCodec ofClass(Class<?> type) {
        var found = known.get(type);
        if (found == null) {
            found = make(type, Map.of());
            known.put(type, found);
        }
        return found;
    }

    private FactCodec make(Class<?> type, Map<TypeVariable<?>, Type> bindings) {
        if (type.isEnum()) {
            return ScalarCodec.ofEnum(type);
        }
        if (type.isRecord()) {
            return new RecordCodec(this, type, bindings);
        }
        if (type.isSealed() && type.isInterface()) {
            return new FamilyCodec(this, type, bindings);
        }
        throw new IllegalArgumentException("no JSON form for " + type);
    }

    private FactCodec ofGeneric(ParameterizedType generic, Map<TypeVariable<?>, Type> bindings) {
        var raw = (Class<?>) generic.getRawType();
        var arguments = generic.getActualTypeArguments();
        if (raw == Optional.class) {
            return new OptionalCodec(of(arguments[0], bindings));
        }
        if (raw == List.class || raw == Collection.class) {
            return new ListCodec(of(arguments[0], bindings), List::copyOf);
        }
        if (raw == Set.class) {
            return new ListCodec(of(arguments[0], bindings), LinkedHashSet::new);
        }
        if (raw == Map.class) {
            return new MapCodec(scalar(of(arguments[0], bindings), generic), of(arguments[1], bindings));
        }
        var own = new HashMap<TypeVariable<?>, Type>();
        for (int i = 0; i < arguments.length; i++) {
            own.put(
                    raw.getTypeParameters()[i],
                    arguments[i] instanceof TypeVariable<?> variable ? bindings.get(variable) : arguments[i]);
        }
        return make(raw, own);
    }

    private static ScalarCodec scalar(FactCodec codec, Type where) {
        if (codec instanceof ScalarCodec scalar) {
            return scalar;
        }
        throw new IllegalArgumentException("the keys of " + where + " have no form as a text");
    }

    /** The name of a member of a sealed family: NotAsked is "not-asked". */
    static String kindOf(Class<?> member) {
        var name = member.getSimpleName();
        var kind = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char letter = name.charAt(i);
            if (Character.isUpperCase(letter) && i > 0) {
                kind.append('-');
            }
            kind.append(Character.toLowerCase(letter));
        }
        return kind.toString();
    }
}
