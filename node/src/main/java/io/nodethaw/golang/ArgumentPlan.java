package io.nodethaw.golang;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * How the arguments of a call are printed, without their values. Since Go 1.17 a stream of bytes tells where each lies
 * (runtime/traceback.go, printArgs); since 1.18 another tells which of them are no longer valid at a program counter.
 *
 * @param values in the order printed
 * @param end what is printed after the last
 */
record ArgumentPlan(List<Value> values, String end) {
    /** Stream: offset and size of a value, or one of these. */
    private static final int END = 0xff;

    private static final int OPEN = 0xfe;
    private static final int CLOSE = 0xfd;
    private static final int MORE = 0xfc;
    private static final int TOO_FAR = 0xfb;

    /** A stream holds ten values at most, five levels deep. */
    private static final int LONGEST_STREAM = 256;

    /** Before Go 1.17: words printed. */
    private static final int MOST_WORDS = 10;

    static final ArgumentPlan EMPTY = new ArgumentPlan(List.of(), "");

    ArgumentPlan {
        values = List.copyOf(values);
    }

    /**
     * One value.
     *
     * @param before what is printed before it
     * @param offset from the first argument
     * @param live true when it still holds what was passed
     * @param trusted true when it is known for certain to be live
     */
    record Value(String before, int offset, int size, boolean live, boolean trusted) {}

    /** The plan at a program counter. */
    static ArgumentPlan of(Pages pages, Layout.ArgumentTables layout, GoFunction function, long livePc)
            throws IOException {
        if (layout.data() == Layout.NONE) {
            return words(function.arguments() / 8);
        }
        long stream = function.data(layout.data());
        return stream == 0 ? EMPTY : new Reader(pages, layout, function, livePc).read(stream);
    }

    /** A plan that prints words of the stack, whatever they are; a negative number of bytes means "not known". */
    private static ArgumentPlan words(int count) {
        var values = new ArrayList<Value>();
        for (int i = 0; i < Math.min(count, MOST_WORDS); i++) {
            values.add(new Value(i == 0 ? "" : ", ", 8 * i, 8, true, true));
        }
        return new ArgumentPlan(values, count > MOST_WORDS ? ", ..." : "");
    }

    private static final class Reader {
        private final Pages pages;
        private final boolean known;
        private final long liveData;
        private final int liveIndex;
        private final int firstTracked;
        private final List<Value> values = new ArrayList<>();
        private final StringBuilder between = new StringBuilder();
        private int slot;

        Reader(Pages pages, Layout.ArgumentTables layout, GoFunction function, long livePc) throws IOException {
            this.pages = pages;
            this.known = layout.liveData() != Layout.NONE;
            this.liveData = function.data(layout.liveData());
            this.liveIndex = function.live().at(livePc - function.entry());
            this.firstTracked = liveData == 0 ? END : pages.u8(liveData);
        }

        ArgumentPlan read(long stream) throws IOException {
            boolean first = true;
            for (int at = 0; at < LONGEST_STREAM; ) {
                int code = pages.u8(stream + at++);
                if (code == END) {
                    break;
                }
                between.append(first || code == CLOSE ? "" : ", ");
                first = code == OPEN;
                switch (code) {
                    case OPEN -> between.append('{');
                    case CLOSE -> between.append('}');
                    case MORE -> between.append("...");
                    case TOO_FAR -> between.append('_');
                    default -> value(code, pages.u8(stream + at++));
                }
            }
            return new ArgumentPlan(values, between.toString());
        }

        private void value(int offset, int size) throws IOException {
            boolean live = isLive(offset);
            values.add(new Value(between.toString(), offset, size, live, live && known && size == 8));
            between.setLength(0);
            slot += offset >= firstTracked ? 1 : 0;
        }

        private boolean isLive(int offset) throws IOException {
            if (liveData == 0 || liveIndex <= 0 || offset < firstTracked) {
                return true;
            }
            return (pages.u8(liveData + liveIndex + slot / 8) & 1 << slot % 8) != 0;
        }
    }
}
