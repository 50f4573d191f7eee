package io.nodethaw.report;

/** Ids of containers in texts for people. */
final class Ids {
    /** Hex digits of a container id (SHA-256), and how many of them docker and crictl show. */
    private static final int WHOLE = 64;

    private static final int SHORT = 12;

    private Ids() {}

    /** The text with every whole id cut to the length that docker shows. */
    static String shortened(String text) {
        var out = new StringBuilder();
        int run = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i < text.length() && Character.digit(text.charAt(i), 16) >= 0) {
                run++;
                continue;
            }
            out.append(text, i - run, i - run + (run == WHOLE ? SHORT : run));
            if (i < text.length()) {
                out.append(text.charAt(i));
            }
            run = 0;
        }
        return out.toString();
    }
}
