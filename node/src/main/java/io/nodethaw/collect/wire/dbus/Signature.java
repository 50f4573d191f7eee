package io.nodethaw.collect.wire.dbus;

/** Type signatures: which are valid, and where one complete type ends. Limits are those of the D-Bus Specification. */
final class Signature {
    private static final int MAX_LENGTH = 255;
    private static final int MAX_ARRAYS = 32;
    private static final int MAX_STRUCTURES = 32;
    private static final String BASIC = "ybnqiuxtdsogh";

    private final String text;

    private Signature(String text) {
        this.text = text;
    }

    /** Accepts any number of complete types. */
    static void check(String text) throws MessageFormatException {
        if (text.length() > MAX_LENGTH) {
            throw new MessageFormatException("signature of " + text.length() + " characters");
        }
        var signature = new Signature(text);
        for (int at = 0; at < text.length(); ) {
            at = signature.checkType(at, 0, 0);
        }
    }

    /** Accepts exactly one complete type. */
    static void checkSingle(String text) throws MessageFormatException {
        check(text);
        if (text.isEmpty() || end(text, 0) != text.length()) {
            throw new MessageFormatException("'" + text + "' is not one complete type");
        }
    }

    /** Index behind the complete type that starts at an index of a valid signature. */
    static int end(String text, int start) {
        int at = start;
        while (text.charAt(at) == 'a') {
            at++;
        }
        char first = text.charAt(at++);
        if (first != '(' && first != '{') {
            return at;
        }
        for (int open = 1; open > 0; at++) {
            char c = text.charAt(at);
            if (c == '(' || c == '{') {
                open++;
            } else if (c == ')' || c == '}') {
                open--;
            }
        }
        return at;
    }

    /** Boundary in bytes on which a value of this type begins. */
    static int alignment(char type) {
        return switch (type) {
            case 'y', 'g', 'v' -> 1;
            case 'n', 'q' -> 2;
            case 'x', 't', 'd', '(', '{' -> 8;
            default -> 4;
        };
    }

    private int checkType(int at, int arrays, int structures) throws MessageFormatException {
        if (arrays > MAX_ARRAYS || structures > MAX_STRUCTURES) {
            throw new MessageFormatException("signature nested too deep");
        }
        char type = charAt(at);
        if (type == 'v' || BASIC.indexOf(type) >= 0) {
            return at + 1;
        }
        return switch (type) {
            case 'a' ->
                charAt(at + 1) == '{'
                        ? checkEntry(at + 1, arrays + 1, structures + 1)
                        : checkType(at + 1, arrays + 1, structures);
            case '(' -> checkStructure(at, arrays, structures + 1);
            default -> throw wrong(at);
        };
    }

    private int checkStructure(int open, int arrays, int structures) throws MessageFormatException {
        int at = checkType(open + 1, arrays, structures);
        while (charAt(at) != ')') {
            at = checkType(at, arrays, structures);
        }
        return at + 1;
    }

    private int checkEntry(int open, int arrays, int structures) throws MessageFormatException {
        if (BASIC.indexOf(charAt(open + 1)) < 0) {
            throw wrong(open + 1);
        }
        int at = checkType(open + 2, arrays, structures);
        if (charAt(at) != '}') {
            throw wrong(at);
        }
        return at + 1;
    }

    private char charAt(int at) throws MessageFormatException {
        if (at >= text.length()) {
            throw new MessageFormatException("signature '" + text + "' ends too early");
        }
        return text.charAt(at);
    }

    private MessageFormatException wrong(int at) {
        return new MessageFormatException("signature '" + text + "' is wrong at " + at);
    }
}
