package io.nodethaw.format.strace;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StraceSummaryTest {
    private static final String TRACE = """
            strace: Process 7 attached with 2 threads
            [pid     8] 1700000000.100000 read(5<UNIX-STREAM:[12->34]>,  <unfinished ...>
            [pid     7] 1700000000.200000 write(3</dev/null>, "ab\\n\\1\\0", 5) = 5 <0.000010>
            [pid     7] 1700000000.300000 write(3</dev/null>, "c", 1) = 1 <0.000010>
            [pid     7] 1700000000.400000 futex(0x10, FUTEX_WAIT_PRIVATE, 2, NULLstrace: Process 7 detached
             <detached ...>
            """;

    @Test
    void callsAreCountedAndThoseThatDidNotComeBackAreKept() {
        var seen = StraceSummary.of(TRACE);
        assertThat(seen.calls()).isEqualTo(4);
        assertThat(seen.byName().keySet()).containsExactly("write", "futex", "read");
        assertThat(seen.open()).extracting(StraceSummary.Open::tid).containsExactly(7, 8);
        assertThat(seen.open()).extracting(StraceSummary.Open::name).containsExactly("futex", "read");
        assertThat(seen.open().getFirst().arguments()).endsWith("NULL");
        assertThat(seen.refusal()).isEmpty();
    }

    @Test
    void bytesThatWereSentAreThoseThatStraceHasEscaped() {
        var handed = StraceSummary.of(TRACE).handed();
        assertThat(handed).hasSize(2);
        assertThat(handed.getFirst().out()).isTrue();
        assertThat(handed.getFirst().bytes()).containsExactly('a', 'b', '\n', 1, 0);
        assertThat(StraceSummary.unescaped("\\377\\x41\\\\\\\"x\\")).isEqualTo("\u00ffA\\\"x\\".getBytes(ISO_8859_1));
    }

    @Test
    void aLongBufferTakesNoStack() {
        var bytes = "\\n".repeat(100_000);
        var seen = StraceSummary.of("1700000000.1 write(3</x>, \"" + bytes + "\", 100000) = 100000 <0.1>\n");
        assertThat(seen.handed().getFirst().bytes()).hasSize(100_000);
    }

    @Test
    void refusalIsTold() {
        var refused = StraceSummary.of("strace: attach: ptrace(PTRACE_SEIZE, 7): Operation not permitted\n");
        assertThat(refused.refusal().orElseThrow()).contains("Operation not permitted");
        assertThat(refused.calls()).isZero();
        assertThat(StraceSummary.of("").calls()).isZero();
    }
}
