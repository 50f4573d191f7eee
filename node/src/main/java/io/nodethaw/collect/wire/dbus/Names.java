package io.nodethaw.collect.wire.dbus;

/** What object paths and names may consist of (D-Bus Specification, "Valid Names" and "Valid Object Paths"). */
final class Names {
    private static final int MAX_LENGTH = 255;

    private Names() {}

    /** Checks an object path: "/" or elements of letters, digits and underscores. */
    static String checkPath(String path) throws MessageFormatException {
        int length = path.length();
        boolean valid = length > 0 && path.charAt(0) == '/' && (length == 1 || path.charAt(length - 1) != '/');
        for (int i = 1; valid && i < length; i++) {
            char c = path.charAt(i);
            valid = c == '/' ? path.charAt(i - 1) != '/' : isWord(c);
        }
        if (!valid) {
            throw new MessageFormatException("object path expected");
        }
        return path;
    }

    /** Checks the characters and length of a bus, interface, member or error name; not how its elements are arranged. */
    static String checkName(String name) throws MessageFormatException {
        int length = name.length();
        boolean valid = length > 0 && length <= MAX_LENGTH;
        for (int i = 0; valid && i < length; i++) {
            char c = name.charAt(i);
            valid = isWord(c) || c == '.' || c == ':' || c == '-';
        }
        if (!valid) {
            throw new MessageFormatException("name expected");
        }
        return name;
    }

    private static boolean isWord(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
    }
}
