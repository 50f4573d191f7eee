package io.nodethaw.redact;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Goes through the texts in a fact, and makes it anew with what they become. A part of which no text changes stays the same object. */
final class Records {
    /** What becomes of a text. */
    interface Change {
        /**
         * The text that takes its place.
         *
         * @param path the names of the components that lead to it: "containers.name"
         */
        String of(String path, String text);
    }

    private record Part(RecordComponent component, String path) {}

    private final Map<Class<?>, Map<String, List<Part>>> parts = new HashMap<>();

    /** The fact with other texts. */
    Object changed(Object fact, Change change) {
        return changed(fact, "", change);
    }

    private Object changed(Object value, String path, Change change) {
        return switch (value) {
            case String text -> change.of(path, text);
            case Record one -> ofRecord(one, path, change);
            case Optional<?> maybe -> maybe.isEmpty() ? maybe : ofOptional(maybe, path, change);
            case List<?> many -> ofMany(many, path, change);
            case Set<?> many -> new LinkedHashSet<Object>(ofMany(List.copyOf(many), path, change));
            case Map<?, ?> many -> ofMap(many, path, change);
            default -> value;
        };
    }

    /** What was not changed is the same object. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(Object after, Object before) {
        return after == before;
    }

    private Object ofOptional(Optional<?> maybe, String path, Change change) {
        var before = maybe.orElseThrow();
        var after = changed(before, path, change);
        return isSame(after, before) ? maybe : Optional.of(after);
    }

    private Collection<?> ofMany(List<?> many, String path, Change change) {
        var after = new Object[many.size()];
        boolean same = true;
        for (int i = 0; i < after.length; i++) {
            var before = many.get(i);
            after[i] = changed(before, path, change);
            same &= isSame(after[i], before);
        }
        return same ? many : Arrays.asList(after);
    }

    private Object ofMap(Map<?, ?> many, String path, Change change) {
        var after = new LinkedHashMap<Object, Object>();
        many.forEach((key, value) -> after.put(changed(key, path, change), changed(value, path, change)));
        return after.equals(many) ? many : after;
    }

    private Object ofRecord(Record one, String path, Change change) {
        var type = one.getClass();
        var known = parts.computeIfAbsent(type, _ -> new HashMap<>()).computeIfAbsent(path, _ -> parts(type, path));
        var after = new Object[known.size()];
        boolean same = true;
        for (int i = 0; i < after.length; i++) {
            var before = value(known.get(i).component(), one);
            after[i] = changed(before, known.get(i).path(), change);
            same &= isSame(after[i], before);
        }
        return same ? one : made(type, known, after);
    }

    private static List<Part> parts(Class<?> type, String path) {
        return Arrays.stream(type.getRecordComponents())
                .map(component -> {
                    component.getAccessor().setAccessible(true); // facts of hops are seen only there
                    return new Part(component, path.isEmpty() ? component.getName() : path + "." + component.getName());
                })
                .toList();
    }

    private static Object value(RecordComponent component, Object of) {
        try {
            return component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a part of a fact cannot be read: " + component, e);
        }
    }

    private static Object made(Class<?> type, List<Part> parts, Object[] values) {
        try {
            var types = parts.stream().map(part -> part.component().getType()).toArray(Class<?>[]::new);
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(type.getSimpleName() + " takes no other words: " + e.getCause(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a fact cannot be made anew: " + type, e);
        }
    }
}
