package io.nodethaw.bugs;

/**
 * The order of package versions of rpm (lib/rpmver.c, rpmio/rpmvercmp.c): epoch, then version, then release, which counts only
 * where both have one. Words and numbers are compared one by one, whatever stands between them; a tilde sorts before everything, a
 * caret after the end and before anything else.
 */
final class RpmOrder {
    private RpmOrder() {}

    static int compare(String first, String second) {
        int byEpoch = DpkgOrder.numbers(epoch(first), epoch(second));
        if (byEpoch != 0) {
            return byEpoch;
        }
        int byVersion = segments(version(first), version(second));
        if (byVersion != 0 || release(first).isEmpty() || release(second).isEmpty()) {
            return byVersion;
        }
        return segments(release(first), release(second));
    }

    private static String epoch(String text) {
        return text.substring(0, Math.max(0, text.indexOf(':')));
    }

    private static String version(String text) {
        var rest = text.substring(text.indexOf(':') + 1);
        int dash = rest.lastIndexOf('-');
        return dash < 0 ? rest : rest.substring(0, dash);
    }

    private static String release(String text) {
        int dash = text.lastIndexOf('-');
        return dash < 0 ? "" : text.substring(dash + 1);
    }

    /** Compares a version with a version, or a release with a release: rpmvercmp. */
    static int segments(String first, String second) {
        int a = 0;
        int b = 0;
        while (a < first.length() || b < second.length()) {
            a = endOfOther(first, a);
            b = endOfOther(second, b);
            if (at(first, a) == '~' || at(second, b) == '~') {
                if (at(first, a) != at(second, b)) {
                    return at(first, a) == '~' ? -1 : 1;
                }
                a++;
                b++;
                continue;
            }
            if (at(first, a) == '^' || at(second, b) == '^') {
                if (at(first, a) != at(second, b)) {
                    return caret(first, a, second, b);
                }
                a++;
                b++;
                continue;
            }
            if (a >= first.length() || b >= second.length()) {
                break;
            }
            boolean number = DpkgOrder.isDigit(first.charAt(a));
            int endA = number ? DpkgOrder.endOfNumber(first, a) : endOfWord(first, a);
            int endB = number ? DpkgOrder.endOfNumber(second, b) : endOfWord(second, b);
            if (endB == b) {
                return number ? 1 : -1; // numbers are newer than words
            }
            var left = first.substring(a, endA);
            var right = second.substring(b, endB);
            int difference = number ? DpkgOrder.numbers(left, right) : Integer.signum(left.compareTo(right));
            if (difference != 0) {
                return difference;
            }
            a = endA;
            b = endB;
        }
        return Boolean.compare(a < first.length(), b < second.length());
    }

    /** One of them has a caret here: it is newer than one that ends here, and older than one that goes on. */
    private static int caret(String first, int a, String second, int b) {
        if (a >= first.length()) {
            return -1;
        }
        if (b >= second.length()) {
            return 1;
        }
        return first.charAt(a) == '^' ? -1 : 1;
    }

    private static char at(String text, int at) {
        return at < text.length() ? text.charAt(at) : 0;
    }

    /** Where what is neither a letter nor a digit nor one of the two marks ends. */
    private static int endOfOther(String text, int from) {
        int end = from;
        while (end < text.length()
                && !DpkgOrder.isDigit(text.charAt(end))
                && !isLetter(text.charAt(end))
                && text.charAt(end) != '~'
                && text.charAt(end) != '^') {
            end++;
        }
        return end;
    }

    private static int endOfWord(String text, int from) {
        int end = from;
        while (end < text.length() && isLetter(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isLetter(char character) {
        return character >= 'a' && character <= 'z' || character >= 'A' && character <= 'Z';
    }
}
