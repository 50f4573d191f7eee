package io.nodethaw;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** The texts that a record may hold, each by the names of the components that lead to it. */
final class TextsOfFacts {
    private final Set<String> found = new TreeSet<>();

    static Set<String> of(Class<?> fact) {
        var texts = new TextsOfFacts();
        texts.walk(fact, "", Map.of());
        return texts.found;
    }

    private void walk(Type type, String path, Map<TypeVariable<?>, Type> bindings) {
        switch (type) {
            case Class<?> plain when plain == String.class -> found.add(path);
            case Class<?> plain when plain.isRecord() -> components(plain, path, Map.of());
            case Class<?> plain
            when plain.isSealed() -> {
                for (var member : Objects.requireNonNull(plain.getPermittedSubclasses())) {
                    walk(member, path, bindings);
                }
            }
            case ParameterizedType generic -> generic(generic, path, bindings);
            case TypeVariable<?> variable
            when bindings.containsKey(variable) -> walk(Objects.requireNonNull(bindings.get(variable)), path, Map.of());
            default -> {}
        }
    }

    private void generic(ParameterizedType generic, String path, Map<TypeVariable<?>, Type> bindings) {
        var raw = (Class<?>) generic.getRawType();
        var arguments = generic.getActualTypeArguments();
        if (raw.isRecord()) {
            var own = new HashMap<TypeVariable<?>, Type>();
            for (int i = 0; i < arguments.length; i++) {
                own.put(raw.getTypeParameters()[i], arguments[i]);
            }
            components(raw, path, own);
            return;
        }
        for (var argument : arguments) {
            walk(argument, path, bindings);
        }
    }

    private void components(Class<?> type, String path, Map<TypeVariable<?>, Type> bindings) {
        for (var component : Objects.requireNonNull(type.getRecordComponents())) {
            var name = path.isEmpty() ? component.getName() : path + "." + component.getName();
            walk(component.getGenericType(), name, bindings);
        }
    }
}
