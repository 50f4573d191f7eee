package io.nodethaw.bugs;

/** The bug by which systemd's message counter on the bus runs over: several parts of this program look for it. */
public final class SystemdCounter {
    /** Its name in the catalogue. */
    public static final String BUG = "systemd-11809";

    /** Releases are counted, and have three digits; more are no release. */
    private static final int DIGITS = 5;

    private SystemdCounter() {}

    /** What has it. */
    public static Component systemd() {
        return Catalogue.read("systemd");
    }

    /** What is known of it. */
    public static KnownBug bug() {
        return systemd().bug(BUG);
    }

    /** The release that a version of systemd begins with, 219 of "219-62.el7"; 0 where it begins with none. */
    public static int release(String version) {
        var digits = version.replaceFirst("[^0-9].*", "");
        return digits.isEmpty() || digits.length() > DIGITS ? 0 : Integer.parseInt(digits);
    }
}
