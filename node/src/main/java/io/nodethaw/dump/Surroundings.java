package io.nodethaw.dump;

import java.util.ArrayList;
import java.util.List;

/**
 * Follows the text around the goroutines of a file: where one dump ends and the next begins, and the words before a dump that
 * say why it was made ("fatal error: all goroutines are asleep - deadlock!").
 */
final class Surroundings {
    private static final int LONGEST_LINE = 1_000;
    private static final int MOST_HEADLINES = 10;

    /** Those of ASCII. */
    private static final int LETTERS = 128;

    /** The most dumps; the rest counts as one. */
    private static final int MOST_DUMPS = 10_000;

    private static final List<byte[]> WORDS = List.of(
            Bytes.of("fatal error: "),
            Bytes.of("panic: "),
            Bytes.of("panic serving "),
            Bytes.of("SIGQUIT: quit"),
            Bytes.of("SIGABRT: abort"),
            Bytes.of("[signal SIG"),
            Bytes.of("WARNING: DATA RACE"),
            Bytes.of("runtime: goroutine stack exceeds"));
    private static final byte[] BEGINS = Bytes.of("=== BEGIN goroutine stack dump ===");
    /** The pairs of letters that one of all these begins with. */
    private static final boolean[] PAIRS = pairs();

    private static final byte[] OFFSET = Bytes.of(" +0x");
    private static final byte[] SOURCE = Bytes.of(".go:");

    private final List<List<String>> headlines = new ArrayList<>();
    private final List<String> words = new ArrayList<>();
    private final GoroutineIds seen = new GoroutineIds();
    private String writer = "";
    private boolean newDump;
    private boolean expected;
    private boolean lost;

    /** Tells that the goroutines from here on belong to another dump. */
    void newDump() {
        newDump = true;
    }

    /** The dump that a goroutine belongs to of which it is not told who wrote it. */
    int dump(long id) {
        return dump(id, "");
    }

    /**
     * The dump that the goroutine belongs to, from 0. A process has an id once only: one seen before is another dump's, and so is
     * one that another process wrote.
     *
     * @param who wrote it: "dockerd[731]:"; empty where that is not told
     */
    int dump(long id, String who) {
        newDump |= !who.isEmpty() && !writer.isEmpty() && !who.equals(writer);
        writer = who;
        boolean again = id > 0 && !seen.add(id);
        if (headlines.isEmpty() || (again || newDump) && headlines.size() < MOST_DUMPS) {
            headlines.add(List.copyOf(words));
            seen.clear();
            seen.add(id);
        }
        words.clear();
        newDump = false;
        return headlines.size() - 1;
    }

    /** The words before a dump. */
    List<String> headlines(int dump) {
        return headlines.get(dump);
    }

    /** Takes a line outside goroutines; true when it is the first line of frames without a header. */
    boolean isLost(byte[] line, int from, int to) {
        int text = Bytes.skipBlanks(line, from, to);
        int end = Bytes.trimEnd(line, text, to);
        if (text == end) {
            expected = false;
            lost = false;
            return false;
        }
        headline(line, text, end);
        expected |= line[end - 1] == ':';
        boolean first = !expected && !lost && looksLikePlace(line, text, end);
        lost |= first;
        return first;
    }

    /** Takes the text before a goroutine on its first line: a log may contain a whole dump in one line. */
    void before(byte[] line, int from, int to) {
        headline(line, from, to);
    }

    private static boolean[] pairs() {
        var pairs = new boolean[LETTERS * LETTERS];
        WORDS.forEach(word -> pairs[word[0] * LETTERS + word[1]] = true);
        pairs[BEGINS[0] * LETTERS + BEGINS[1]] = true;
        return pairs;
    }

    /** True where one of the words stands; one pass for all of them, because nearly no line has one. */
    private static boolean hasWord(byte[] line, int text, int to) {
        for (int at = text; at < to - 1; at++) {
            int first = line[at];
            int second = line[at + 1];
            if (first >= 0 && second >= 0 && PAIRS[first * LETTERS + second] && isWord(line, at, to)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isWord(byte[] line, int at, int to) {
        boolean is = Bytes.startsWith(line, at, to, BEGINS);
        for (var word : WORDS) {
            is |= Bytes.startsWith(line, at, to, word);
        }
        return is;
    }

    private void headline(byte[] line, int text, int to) {
        if (!hasWord(line, text, to)) {
            return;
        }
        boolean begins = Bytes.find(line, text, to, BEGINS) >= 0;
        newDump |= begins;
        if (begins || to - text > LONGEST_LINE || words.size() == MOST_HEADLINES) {
            return;
        }
        for (var word : WORDS) {
            int place = Bytes.find(line, text, to, word);
            if (place >= 0) {
                words.add(Words.of(line, text, place, to));
                newDump = true;
                return;
            }
        }
    }

    private static boolean looksLikePlace(byte[] line, int text, int to) {
        int source = Bytes.find(line, text, to, SOURCE);
        return source >= 0 && Bytes.find(line, source, to, OFFSET) >= 0;
    }
}
