package io.nodethaw.bugs;

import java.util.regex.Pattern;

/** The authors' version in a version that somebody packaged: "1.0.0~rc93" in "1.0.0~rc93-0ubuntu1~20.04.1". */
final class Upstream {
    /**
     * Numbers, then perhaps the mark of a release before the release: "1.0.0-rc93", "1.21rc2", "1.4.0-beta.1". Red Hat has the
     * mark in the release of the package: "1.0.0-55.rc5.dev.git2abd837.el7".
     */
    private static final Pattern VERSION = Pattern.compile("(\\d+(?:\\.\\d+)*+)"
            + "(?:[-.~_]?(rc|alpha|beta|dev|pre)[-.]?(\\d*)|-\\d+(?:\\.\\d+)*+\\.(rc)(\\d+)\\b)?");

    /** What distributions, and only they, write into their versions; Debian's kernels too: "4.19.0-13-amd64". */
    private static final Pattern PACKAGED = Pattern.compile(
            "ubuntu|deb\\d|dfsg|\\bds\\d|\\.el\\d|\\.amzn|\\.fc\\d|\\.azl|\\.cm\\d|\\.lp\\d|-\\d+(\\.\\d+)*+(-|$)|^\\d+:");

    private Upstream() {}

    /** The version, as rpm's rules order it; empty where the text holds no number. */
    static String of(String text) {
        var match = VERSION.matcher(text.replaceFirst("^\\d+:", ""));
        if (!match.find()) {
            return "";
        }
        var numbers = match.group(1);
        if (match.group(2) != null) {
            return numbers + "~" + match.group(2) + match.group(3);
        }
        return match.group(4) != null ? numbers + "~" + match.group(4) + match.group(5) : numbers;
    }

    /** True where a distribution has made it, which may have put fixes in. */
    static boolean isPackaged(String text) {
        return PACKAGED.matcher(text).find();
    }
}
