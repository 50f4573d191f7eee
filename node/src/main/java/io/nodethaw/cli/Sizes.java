package io.nodethaw.cli;

import java.util.regex.Pattern;

/**
 * Sizes as people type them.
 *
 * @param option the option that takes the size
 * @param least the smallest allowed: "64K"
 * @param most the largest allowed
 */
record Sizes(String option, String least, String most) {
    /** The range of --max-size: the most important readings of a node take some ten kilobytes when packed, and all is packed in memory. */
    static final Sizes MOST = new Sizes("--max-size", "64K", "128M");

    private static final Pattern SIZE = Pattern.compile("(\\d{1,6})([KMG])");

    /** "64K", "32M", "1G", within the range. */
    long parse(String text) throws Failure {
        long size = read(text);
        if (size < read(least) || size > read(most)) {
            throw wrong(text);
        }
        return size;
    }

    private long read(String text) throws Failure {
        var size = SIZE.matcher(text);
        if (!size.matches()) {
            throw wrong(text);
        }
        int shift = switch (size.group(2)) {
            case "K" -> 10;
            case "M" -> 20;
            default -> 30;
        };
        return Long.parseLong(size.group(1)) << shift;
    }

    private Failure wrong(String text) {
        return Failure.usage(
                option + " " + text + " is not a size from " + least + " to " + most,
                "write a number and K, M or G: 8M");
    }
}
