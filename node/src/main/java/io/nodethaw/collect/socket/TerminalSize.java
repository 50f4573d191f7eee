package io.nodethaw.collect.socket;

import io.nodethaw.collect.NotAskedException;
import java.util.OptionalInt;

/** Asks a terminal how wide it is. */
public final class TerminalSize {
    /** TIOCGWINSZ (asm-generic/ioctls.h). */
    private static final long GET_SIZE = 0x5413;

    /** struct winsize (asm-generic/termios.h): rows, columns, and twice pixels, two bytes each. */
    private static final int SIZE_BYTES = 8;

    private static final int COLUMNS_AT = 2;

    private TerminalSize() {}

    /** The number of columns of the terminal that is open as this file; empty when it does not say. */
    public static OptionalInt columns(int fd) {
        var size = SystemCalls.buffer(SIZE_BYTES);
        try {
            long answer = new SystemCalls().call(SystemCalls.Name.IOCTL, size, fd, GET_SIZE, SystemCalls.address(size));
            int columns = Short.toUnsignedInt(size.getShort(COLUMNS_AT));
            return answer < 0 || columns == 0 ? OptionalInt.empty() : OptionalInt.of(columns);
        } catch (NotAskedException e) {
            return OptionalInt.empty();
        }
    }
}
