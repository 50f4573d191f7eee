package io.nodethaw.collect.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class JournalLinesTest {
    private static final int LONGEST = 8;

    private static JournalLines lines(String text) {
        return new JournalLines(new StringReader(text), LONGEST);
    }

    @Test
    void aLineThatIsTooLongIsPassedOver() throws IOException {
        var lines = lines("one\n12345678\n123456789\n\nlast");
        assertThat(lines.next()).contains("one");
        assertThat(lines.next()).contains("12345678");
        assertThat(lines.next()).contains("");
        assertThat(lines.next()).contains("last");
        assertThat(lines.next()).isEmpty();
    }

    /** A line of 100 MB, passed over in a moment. */
    @Test
    void noLineIsEverHeldAsAWhole() throws IOException {
        var endless = new Reader() {
            private int left = 100 << 20;

            @Override
            public int read(char[] into, int offset, int length) {
                if (left <= 0) {
                    return -1;
                }
                Arrays.fill(into, offset, offset + length, 'x');
                left -= length;
                return length;
            }

            @Override
            public void close() {}
        };
        assertThat(new JournalLines(endless, LONGEST).next()).isEmpty();
    }
}
