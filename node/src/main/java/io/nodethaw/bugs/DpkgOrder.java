package io.nodethaw.bugs;

/**
 * The order of package versions of Debian (Policy, 5.6.12; dpkg's lib/dpkg/version.c): epoch, then upstream version, then
 * revision. Words and numbers take turns; a tilde sorts before everything, even before the end.
 */
final class DpkgOrder {
    private DpkgOrder() {}

    static int compare(String first, String second) {
        int byEpoch = numbers(epoch(first), epoch(second));
        if (byEpoch != 0) {
            return byEpoch;
        }
        int byUpstream = parts(upstream(first), upstream(second));
        return byUpstream != 0 ? byUpstream : parts(revision(first), revision(second));
    }

    private static String epoch(String version) {
        return version.substring(0, Math.max(0, version.indexOf(':')));
    }

    private static String upstream(String version) {
        var rest = version.substring(version.indexOf(':') + 1);
        int dash = rest.lastIndexOf('-');
        return dash < 0 ? rest : rest.substring(0, dash);
    }

    private static String revision(String version) {
        var rest = version.substring(version.indexOf(':') + 1);
        int dash = rest.lastIndexOf('-');
        return dash < 0 ? "" : rest.substring(dash + 1);
    }

    private static int parts(String first, String second) {
        int a = 0;
        int b = 0;
        while (a < first.length() || b < second.length()) {
            while (isWord(first, a) || isWord(second, b)) {
                int difference = Integer.compare(weight(first, a), weight(second, b));
                if (difference != 0) {
                    return difference;
                }
                a++;
                b++;
            }
            int endA = endOfNumber(first, a);
            int endB = endOfNumber(second, b);
            int difference = numbers(first.substring(a, endA), second.substring(b, endB));
            if (difference != 0) {
                return difference;
            }
            a = endA;
            b = endB;
        }
        return 0;
    }

    private static boolean isWord(String text, int at) {
        return at < text.length() && !isDigit(text.charAt(at));
    }

    /** Letters come before other characters, the end and numbers before both, a tilde before all. */
    private static int weight(String text, int at) {
        if (at >= text.length() || isDigit(text.charAt(at))) {
            return 0;
        }
        char character = text.charAt(at);
        if (character == '~') {
            return -1;
        }
        boolean letter = character >= 'a' && character <= 'z' || character >= 'A' && character <= 'Z';
        return letter ? character : character + 256;
    }

    static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    static int endOfNumber(String text, int from) {
        int end = from;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        return Math.max(from, end);
    }

    /** Compares numbers of any length; none at all is zero. */
    static int numbers(String first, String second) {
        var a = first.replaceFirst("^0+", "");
        var b = second.replaceFirst("^0+", "");
        return a.length() != b.length() ? Integer.compare(a.length(), b.length()) : Integer.signum(a.compareTo(b));
    }
}
