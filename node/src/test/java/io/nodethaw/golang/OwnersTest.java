package io.nodethaw.golang;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.memory.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnersTest {
    private static final long HALF = 0xc000123400L;
    private static final long WHOLE = 0xc000100000L;

    /** Memory with one object, which begins with the address of the one it belongs to. */
    private static final class OneObject implements Memory {
        @Override
        public int read(long address, ByteBuffer into) throws IOException {
            if (address != HALF) {
                throw new IOException("nothing is mapped there");
            }
            into.putLong(WHOLE);
            return Long.BYTES;
        }
    }

    private static List<Long> of(String function, String arguments) {
        var frame = new Goroutine.Frame(function, arguments, "/src/a.go", 1, 1, false, List.of());
        return new Owners(new ProgramObjects(new OneObject())).of(List.of(frame));
    }

    @Test
    void receiverTellsWhatItBelongsTo() {
        assertThat(of("net/http.(*connReader).backgroundRead", "0xc000123400")).containsExactly(WHOLE);
        assertThat(of("net/http.(*connReader).backgroundRead", "0xc000123400?, 0x1"))
                .containsExactly(WHOLE);
    }

    @Test
    void functionsHaveNoReceiver() {
        assertThat(of("internal/poll.runtime_pollWait", "0xc000123400, 0x72")).isEmpty();
    }

    @Test
    void whatIsNotAnAddressIsLeftAlone() {
        assertThat(of("a.(*T).m", "{0xc000123400, 0x1}")).isEmpty();
        assertThat(of("a.(*T).m", "0xc000999900")).isEmpty();
        assertThat(of("a.(*T).m", "0x1")).isEmpty();
        assertThat(of("a.(*T).m", "...")).isEmpty();
        assertThat(of("a.(*T).m", "")).isEmpty();
    }
}
