package io.nodethaw.report;

import java.util.regex.Pattern;

/** Shortens functions and files so that a person who reads a stack can still tell them apart. */
final class ShortNames {
    /** The last part of an import path, when it only names the version (Go modules, "module compatibility"). */
    private static final Pattern VERSION = Pattern.compile("v[0-9]+[.].*");

    private ShortNames() {}

    /**
     * "transport.(*http2Client).reader": without the folders of the package; "task/v2.(*taskClient).Kill" when the last folder
     * is only a version.
     */
    static String function(String function) {
        int end = end(function);
        int slash = function.lastIndexOf('/', end);
        if (slash <= 0 || !VERSION.matcher(function.substring(slash + 1)).matches()) {
            return function.substring(slash + 1);
        }
        return function.substring(function.lastIndexOf('/', slash - 1) + 1);
    }

    /** The last position at which the package may end: types after it may have packages of their own. */
    private static int end(String function) {
        int end = 0;
        while (end < function.length() && "([{ ".indexOf(function.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    /** "client.go": the function tells which package it belongs to. */
    static String file(String file) {
        return file.substring(file.lastIndexOf('/') + 1);
    }
}
