package io.nodethaw.evidence;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The codec of values that are a single JSON string, number or truth value, and may be the key of a map. */
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

    /** The longest duration: no machine runs longer, and anything shorter can be counted in nanoseconds. */
    private static final Duration LONGEST = Duration.ofDays(36525);

    /** The last moment that RFC 3339 can write. */
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    /** Times: RFC 3339, UTC. */
    static final ScalarCodec TIME = new ScalarCodec("an RFC 3339 time", Form.TEXT, ScalarCodec::time);

    /** Spans of time: ISO 8601. */
    static final ScalarCodec SPAN = new ScalarCodec("an ISO 8601 duration", Form.TEXT, ScalarCodec::span);

    /** Whole numbers of 64 bits. */
    static final ScalarCodec WHOLE = new ScalarCodec("a whole number", Form.NUMBER, Long::valueOf);

    private static final int SHOWN = 60;

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
                throw new MisfitException("one of " + constants.keySet() + " expected, found " + found(text));
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

    /** The text of the value, as the key of a map. */
    String text(Object value) {
        return value instanceof Enum<?> constant ? constant.name() : value.toString();
    }

    /** The value with this text. */
    Object parse(String text) throws MisfitException {
        try {
            return parse.from(text);
        } catch (NumberFormatException | DateTimeException | ArithmeticException e) {
            throw new MisfitException(what + " expected, found " + found(text));
        }
    }

    private static void put(Map<Class<?>, FactCodec> all, ScalarCodec codec, Class<?> primitive, Class<?> boxed) {
        all.put(primitive, codec);
        all.put(boxed, codec);
    }

    private static Object time(String text) throws MisfitException {
        var time = Instant.parse(text);
        if (time.isBefore(Instant.EPOCH) || time.isAfter(LAST)) {
            throw new MisfitException("a time between 1970 and 9999 expected, found " + found(text));
        }
        return time;
    }

    private static Object span(String text) throws MisfitException {
        var span = Duration.parse(text);
        if (span.abs().compareTo(LONGEST) > 0) {
            throw new MisfitException("a duration of at most a hundred years expected, found " + found(text));
        }
        return span;
    }

    private static String found(String text) {
        return "'" + OneLine.of(text, SHOWN) + "'";
    }

    private static Object truth(String text) throws MisfitException {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new MisfitException("true or false expected, found " + found(text));
        };
    }

    private static Object character(String text) throws MisfitException {
        if (text.length() != 1) {
            throw new MisfitException("one character expected, found " + found(text));
        }
        return text.charAt(0);
    }
}
