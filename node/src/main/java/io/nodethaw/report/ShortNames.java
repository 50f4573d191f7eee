package io.nodethaw.report;

import java.util.regex.Pattern;

/** Functions and files as short as they can still be told apart by a person who reads a stack. */
final class ShortNames {
    /** The last part of an import path that only names its version (Go modules, "module compatibility"). */
    private static final Pattern VERSION = Pattern.compile("v[0-9]+[.].*");

    private ShortNames() {}

    /** "transport.(*http2Client).reader": without the folders of the package; "task/v2.(*taskClient).Kill" where one says no more than a version. */
    static String function(String function) {
        int end = end(function);
        int slash = function.lastIndexOf('/', end);
        if (slash <= 0 || !VERSION.matcher(function.substring(slash + 1)).matches()) {
            return function.substring(slash + 1);
        }
        return function.substring(function.lastIndexOf('/', slash - 1) + 1);
    }

    /** Where the package ends at the latest: behind it types may stand that have a package themselves. */
    private static int end(String function) {
        int end = 0;
        while (end < function.length() && "([{ ".indexOf(function.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    /** "client.go": the function tells which package's. */
    static String file(String file) {
        return file.substring(file.lastIndexOf('/') + 1);
    }
}
