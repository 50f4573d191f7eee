package io.nodethaw.golang;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A release of Go 1.
 *
 * @param minor 19 of "go1.19.8"
 * @param text as the program says it: "go1.19.8", "go1.27rc1 X:nocoverageredesign"
 */
record GoVersion(int minor, String text) {
    private static final Pattern RELEASE = Pattern.compile("(?:devel )?go1\\.(\\d{1,4})(?!\\d).*", Pattern.DOTALL);

    /** The release that a text names; empty when it names none: "devel +4e7a4d1". */
    static Optional<GoVersion> parse(String text) {
        var release = RELEASE.matcher(text);
        return release.matches()
                ? Optional.of(new GoVersion(Integer.parseInt(release.group(1)), text))
                : Optional.empty();
    }
}
