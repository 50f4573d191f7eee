package io.nodethaw.capture;

/** The names of what is in a capture, all in one folder; docs/evidence.md describes them. */
public final class Layout {
    /** Lists all others, and comes first, so that a reader of a stream knows what follows. */
    public static final String MANIFEST = "MANIFEST";

    /** The first words of that list. */
    static final String FIRST_LINE = "nodethaw capture ";

    /** Increased when a reader of the previous version could misread a capture. */
    static final int VERSION = 1;

    /** All that a verdict needs. */
    public static final String EVIDENCE = "evidence.json";

    static final String SUMS = "SHA256SUMS";

    private Layout() {}

    /** True for the beginning of the list of a capture. */
    public static boolean isManifest(String head) {
        return head.startsWith(FIRST_LINE);
    }
}
