package io.nodethaw.collect.wire.dbus;

/**
 * A value that carries its own type.
 *
 * @param signature one complete type
 * @param value of the Java type that {@link Message#body()} lists for it
 */
public record Variant(String signature, Object value) {
    /** A string. */
    public static Variant of(String value) {
        return new Variant("s", value);
    }

    /** A boolean. */
    public static Variant of(boolean value) {
        return new Variant("b", value);
    }
}
