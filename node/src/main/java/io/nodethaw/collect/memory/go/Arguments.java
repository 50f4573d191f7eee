package io.nodethaw.collect.memory.go;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What stands between the parentheses of a call in a dump, and the texts among it. Since Go 1.17 a stream of bytes tells
 * where each argument lies (runtime/traceback.go, printArgs); since 1.18 another which of them are no longer there.
 */
final class Arguments {
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

    private final Pages pages;
    private final Layout.Arguments layout;
    private final int start;
    private final Texts texts;

    /**
     * Prints arguments.
     *
     * @param start bytes between a frame's end and its first argument: 8 with a link register, else 0
     */
    Arguments(Pages pages, Layout.Arguments layout, int start, Texts texts) {
        this.pages = pages;
        this.layout = layout;
        this.start = start;
        this.texts = texts;
    }

    /** Arguments as printed, and what text they hold. */
    record Printed(String text, List<String> strings) {}

    Printed print(Trace.Frame frame, Stack stack, long livePc) throws IOException {
        if (layout.data() == Layout.NONE) {
            return words(frame, stack);
        }
        long stream = frame.function().data(layout.data());
        return stream == 0 ? new Printed("", List.of()) : new Stream(frame, stack, livePc).print(stream);
    }

    private Printed words(Trace.Frame frame, Stack stack) {
        var text = new StringBuilder();
        var strings = new ArrayList<String>();
        int count = frame.function().arguments() < 0 ? 0 : frame.function().arguments() / 8;
        long before = 0;
        for (int i = 0; i < Math.min(count, MOST_WORDS); i++) {
            long at = frame.fp() + start + 8L * i;
            long word = stack.holds(at) ? stack.word(at) : 0;
            text.append(i == 0 ? "" : ", ").append("0x").append(Long.toHexString(word));
            texts.find(before, word).ifPresent(strings::add);
            before = word;
        }
        return new Printed(count > MOST_WORDS ? text + ", ..." : text.toString(), strings);
    }

    private final class Stream {
        private final Trace.Frame frame;
        private final Stack stack;
        private final long liveData;
        private final int liveIndex;
        private final int firstTracked;
        private final StringBuilder text = new StringBuilder();
        private final List<String> strings = new ArrayList<>();
        private long before; // the value before this one, if it can be trusted
        private int slot;

        Stream(Trace.Frame frame, Stack stack, long livePc) throws IOException {
            this.frame = frame;
            this.stack = stack;
            this.liveData = frame.function().data(layout.liveData());
            this.liveIndex =
                    frame.function().live().at(livePc - frame.function().entry());
            this.firstTracked = liveData == 0 ? END : pages.u8(liveData);
        }

        Printed print(long stream) throws IOException {
            boolean first = true;
            for (int at = 0; at < LONGEST_STREAM; ) {
                int code = pages.u8(stream + at++);
                if (code == END) {
                    break;
                }
                if (code == CLOSE) {
                    text.append('}');
                    first = false;
                    continue;
                }
                text.append(first ? "" : ", ");
                first = code == OPEN;
                switch (code) {
                    case OPEN -> text.append('{');
                    case MORE -> text.append("...");
                    case TOO_FAR -> text.append('_');
                    default -> value(code, pages.u8(stream + at++));
                }
            }
            return new Printed(text.toString(), strings.isEmpty() ? List.of() : strings);
        }

        private void value(int offset, int size) throws IOException {
            long value = read(frame.fp() + start + offset, size);
            text.append("0x").append(Long.toHexString(value));
            boolean live = isLive(offset);
            if (!live) {
                text.append('?');
            }
            if (offset >= firstTracked) {
                slot++;
            }
            boolean trusted = live && layout.liveData() != Layout.NONE && size == 8;
            if (trusted) {
                texts.find(before, value).ifPresent(strings::add);
            }
            before = trusted ? value : 0;
        }

        private boolean isLive(int offset) throws IOException {
            if (liveData == 0 || liveIndex <= 0 || offset < firstTracked) {
                return true;
            }
            return (pages.u8(liveData + liveIndex + slot / 8) & 1 << slot % 8) != 0;
        }

        private long read(long address, int size) {
            long word = 0;
            for (int i = 0; i < Math.min(size, 8); i++) {
                long at = address + i & -8;
                if (stack.holds(at)) {
                    word |= (stack.word(at) >>> 8 * (address + i & 7) & 0xff) << 8 * i;
                }
            }
            return word;
        }
    }
}
