package io.nodethaw.format.strace;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.format.Texts;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StraceScanTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "read(3, \"a\", 4096) = 1",
                "[pid  4711] 10:00:00.000001 openat(AT_FDCWD, \"/run/x\", O_WRONLY <unfinished ...>",
                "4712 10:00:01 sendmsg(7<UNIX-STREAM:[81->82]>, {msg_name=NULL}, 0) = 6 <0.000012>",
                "4712  1700000000.123456 <... futex resumed>)       = 0",
                "<... openat resumed>, O_RDONLY)   = 9</proc/1/stat> <3.2>",
                "read(3, \"f() = 3 x\", 9) = 9",
                "write(1, \"f() = x3\", 8)  = 8",
                "close(7)                                = -1 EBADF (Bad file descriptor)",
                "exit_group(0)                           = ?",
                "[pid 9] clone(child_stack=NULL, flags=CLONE_THREAD) = 10",
            })
    void readsAsTheOther(String line) {
        assertThat(StraceScan.of(line)).isPresent().isEqualTo(StraceLine.of(line));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "12:00",
                "[pid 12",
                "[pid ] read(3) = 0",
                "0.000012 read(3) = 0",
                "read(3, ",
                "read(3) = ",
                "read(3) = 0x7f0000",
                "frobnicate(3) = 0",
                "1700000000.1 +++ exited with 0 +++",
                "read(3, \"\", 1) = 1234x <unfinished ...>",
                "see read(2) = the manual",
            })
    void leavesOtherLinesToTheOther(String line) {
        assertThat(StraceScan.of(line)).isEmpty();
    }

    @Test
    void aTraceIsReadAlikeWhicheverLinesAreShownToAll() throws IOException {
        var lines = "[pid 7] read(3</x>, \"a\", 1) = 1\n".repeat(200)
                + "[pid 7] openat(AT_FDCWD, \"/run/x\", 0 <unfinished ...>\n";
        var fast = Texts.read(lines, new StraceTexts()).tasks();
        var slow = Texts.read(lines.replace("[pid 7] read", "INFO: x\n[pid 7] read"), new StraceTexts())
                .tasks();
        assertThat(fast).hasSize(1);
        assertThat(fast.getFirst().call()).isPresent().isEqualTo(slow.getFirst().call());
        assertThat(fast.getFirst().tid()).isEqualTo(Optional.of(7));
    }
}
