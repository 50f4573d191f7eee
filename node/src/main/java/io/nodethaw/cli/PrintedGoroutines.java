package io.nodethaw.cli;

import io.nodethaw.dump.DumpedGoroutine;
import io.nodethaw.evidence.Goroutine;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;

/** Goroutines as the text of a dump. Each is printed when it is read, because the whole text may be larger than our memory. */
final class PrintedGoroutines extends InputStream {
    private final Iterator<Goroutine> left;
    private byte[] text = new byte[0];
    private int at;

    PrintedGoroutines(List<Goroutine> goroutines) {
        this.left = goroutines.iterator();
    }

    @Override
    public int read() {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        while (at == text.length) {
            if (!left.hasNext()) {
                return -1;
            }
            text = (DumpedGoroutine.of(left.next()).print() + "\n").getBytes(StandardCharsets.UTF_8);
            at = 0;
        }
        int count = Math.min(length, text.length - at);
        System.arraycopy(text, at, into, offset, count);
        at += count;
        return count;
    }
}
