package io.nodethaw.dump;

/**
 * Finds the end of a goroutine's labels: {@code {request: 12, "odd key": "a \\"b\\"}:"}}. The text in quotes may contain
 * anything. In a line that was escaped into another one, each quote has backslashes before it.
 */
final class LabelScan {
    private final byte[] bytes;
    private final int to;
    private int at;

    LabelScan(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from + 1; // after the brace
        this.to = to;
    }

    /** The position after the closing brace, or -1. */
    int end() {
        while (at < to && bytes[at] != '}') {
            int backslashes = backslashes();
            boolean quoted = at < to && bytes[at] == '"';
            at++;
            if (quoted && !skipText(backslashes)) {
                return -1;
            }
        }
        return at < to ? at + 1 : -1;
    }

    private int backslashes() {
        int first = at;
        while (at < to && bytes[at] == '\\') {
            at++;
        }
        return at - first;
    }

    /** Goes to the position after the quote that ends a text; false when there is none. */
    private boolean skipText(int opening) {
        while (at < to) {
            int backslashes = backslashes();
            boolean quote = at < to && bytes[at] == '"';
            at++;
            if (quote && plain(backslashes, opening) % 2 == 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * How many of the backslashes before a quote were there before the line was escaped; it was escaped as often as the opening
     * quote.
     */
    private static int plain(int backslashes, int opening) {
        int left = backslashes;
        for (int before = opening; before > 0; before = before / 2) {
            left = left / 2;
        }
        return left;
    }
}
