package io.nodethaw.collect.wire.dbus;

/** What object paths and names may consist of (D-Bus Specification, "Valid Names" and "Valid Object Paths"). */
final class Names {
    private static final int MAX_LENGTH = 255;

    /** The characters of an element, and those of a name, by their numbers. */
    private static final boolean[] WORD = of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    private static final boolean[] NAME = of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.:-");

    private Names() {}

    /** Checks an object path: "/" or elements of letters, digits and underscores. */
    static void checkPath(byte[] bytes, int at, int length) throws MessageFormatException {
        boolean valid = length > 0 && bytes[at] == '/' && (length == 1 || bytes[at + length - 1] != '/');
        for (int i = at + 1; valid && i < at + length; i++) {
            valid = bytes[i] == '/' ? bytes[i - 1] != '/' : WORD[bytes[i] & 0xff];
        }
        if (!valid) {
            throw new MessageFormatException("object path expected");
        }
    }

    /** Checks the characters and length of a bus, interface, member or error name; not how its elements are arranged. */
    static void checkName(byte[] bytes, int at, int length) throws MessageFormatException {
        boolean valid = length > 0 && length <= MAX_LENGTH;
        for (int i = at; valid && i < at + length; i++) {
            valid = NAME[bytes[i] & 0xff];
        }
        if (!valid) {
            throw new MessageFormatException("name expected");
        }
    }

    private static boolean[] of(String characters) {
        var all = new boolean[1 << Byte.SIZE];
        characters.chars().forEach(c -> all[c] = true);
        return all;
    }
}
