package io.nodethaw.analysis;

import java.util.Arrays;
import java.util.regex.Pattern;

/** Compares version texts by their numbers, from left to right; words between them do not count. */
public final class Versions {
    /** Red Hat's mark of the release a package was built for, before the number of its rebuild: "219-62.el7_6.9". */
    private static final Pattern RED_HAT = Pattern.compile("\\.el\\d+(_\\d+)?");

    private Versions() {}

    /**
     * Negative, zero or positive when the first is older, the same or newer. A missing number counts as older than any number.
     */
    public static int compare(String first, String second) {
        int[] a = numbers(first);
        int[] b = numbers(second);
        for (int i = 0; i < Math.max(a.length, b.length); i++) {
            int left = i < a.length ? a[i] : -1;
            int right = i < b.length ? b[i] : -1;
            if (left != right) {
                return Integer.compare(left, right);
            }
        }
        return 0;
    }

    /** The upstream part: the text up to the end of the first number. */
    static String upstream(String version) {
        int end = 0;
        while (end < version.length() && Character.isDigit(version.charAt(end))) {
            end++;
        }
        return version.substring(0, end);
    }

    private static int[] numbers(String text) {
        var version = RED_HAT.matcher(text).replaceAll("");
        int[] found = new int[version.length()];
        int count = 0;
        int i = 0;
        while (i < version.length()) {
            if (!Character.isDigit(version.charAt(i))) {
                i++;
                continue;
            }
            long number = 0;
            while (i < version.length() && Character.isDigit(version.charAt(i))) {
                number = Math.min(Integer.MAX_VALUE, number * 10 + Character.digit(version.charAt(i), 10));
                i++;
            }
            found[count++] = (int) number;
        }
        return Arrays.copyOf(found, count);
    }
}
