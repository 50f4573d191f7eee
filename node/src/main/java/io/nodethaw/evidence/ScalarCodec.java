package io.nodethaw.evidence;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Values that are one JSON string, number or truth value, and that may be the key of a map. */
final class ScalarCodec implements FactCodec {
    /** Reads the text of a value. */
    private interface Parse {
        Object from(String text) throws MisfitException;
    }

    /** How the value is written. */
    private enum Form {
        TEXT,
        NUMBER,
        TRUTH
    }

    /** Times: RFC 3339, UTC. */
    static final ScalarCodec TIME = new ScalarCodec("an RFC 3339 time", Form.TEXT, Instant::parse);

    /** Spans of time: ISO 8601. */
    static final ScalarCodec SPAN = new ScalarCodec("an ISO 8601 duration", Form.TEXT, Duration::parse);

    /** Whole numbers of 64 bits. */
    static final ScalarCodec WHOLE = new ScalarCodec("a whole number", Form.NUMBER, Long::valueOf);

    private final String what;
    private final Form form;
    private final Parse parse;

    private ScalarCodec(String what, Form form, Parse parse) {
        this.what = what;
        this.form = form;
        this.parse = parse;
    }

    /** The codecs of all plain types. */
    static Map<Class<?>, FactCodec> all() {
        var all = new HashMap<Class<?>, FactCodec>();
        put(all, new ScalarCodec("a whole number", Form.NUMBER, Integer::valueOf), int.class, Integer.class);
        put(all, WHOLE, long.class, Long.class);
        put(all, new ScalarCodec("a whole number", Form.NUMBER, Short::valueOf), short.class, Short.class);
        put(all, new ScalarCodec("a whole number", Form.NUMBER, Byte::valueOf), byte.class, Byte.class);
        put(all, new ScalarCodec("a number", Form.NUMBER, Double::valueOf), double.class, Double.class);
        put(all, new ScalarCodec("a truth value", Form.TRUTH, ScalarCodec::truth), boolean.class, Boolean.class);
        put(all, new ScalarCodec("one character", Form.TEXT, ScalarCodec::character), char.class, Character.class);
        all.put(String.class, new ScalarCodec("a text", Form.TEXT, text -> text));
        all.put(Duration.class, SPAN);
        all.put(Instant.class, TIME);
        return all;
    }

    /** The codec of an enum: the names of its constants. */
    static ScalarCodec ofEnum(Class<?> type) {
        var constants = new HashMap<String, Object>();
        for (var constant : Objects.requireNonNull(type.getEnumConstants())) {
            constants.put(((Enum<?>) constant).name(), constant);
        }
        return new ScalarCodec("one of " + constants.keySet(), Form.TEXT, text -> {
            var found = constants.get(text);
            if (found == null) {
                throw new MisfitException("one of " + constants.keySet() + " expected, found '" + text + "'");
            }
            return found;
        });
    }

    @Override
    public void write(JsonWriter out, Object value) throws IOException {
        switch (value) {
            case Boolean truth -> out.value(truth.booleanValue());
            case Double number when !Double.isFinite(number) -> out.value(number.toString()); // JSON has no NaN
            case Number number -> out.value(number);
            default -> out.value(text(value));
        }
    }

    @Override
    public Object read(JsonSource in) throws IOException {
        return form == Form.TRUTH ? in.bool() : parse(in.text());
    }

    /** The value as the key of a map. */
    String text(Object value) {
        return value instanceof Enum<?> constant ? constant.name() : value.toString();
    }

    /** The value with this text. */
    Object parse(String text) throws MisfitException {
        try {
            return parse.from(text);
        } catch (NumberFormatException | DateTimeParseException e) {
            throw new MisfitException(what + " expected, found '" + text + "'");
        }
    }

    private static void put(Map<Class<?>, FactCodec> all, ScalarCodec codec, Class<?> primitive, Class<?> boxed) {
        all.put(primitive, codec);
        all.put(boxed, codec);
    }

    private static Object truth(String text) throws MisfitException {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new MisfitException("true or false expected, found '" + text + "'");
        };
    }

    private static Object character(String text) throws MisfitException {
        if (text.length() != 1) {
            throw new MisfitException("one character expected, found '" + text + "'");
        }
        return text.charAt(0);
    }
}
