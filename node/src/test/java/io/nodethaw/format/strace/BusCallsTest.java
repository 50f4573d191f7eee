package io.nodethaw.format.strace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BusCallsTest {
    private static final String CALL =
            "write(8<UNIX-STREAM:[12->13]>, \"l\\1\\0\\1`\\1\\0\\0\\2\\0\\0\\0\\261\\0\\0\\0\\3\\1s\\0\\22\\0\\0\\0"
                    + "StartTransientUnit\\0\\0\\0\\0\\0\\0\\6\\1s\\0\\30\\0\\0\\0org.freedesktop.systemd1\\0\", 552) = 552";

    private static List<String> unanswered(String... lines) {
        var calls = new BusCalls();
        for (var line : lines) {
            var told = StraceLine.of(line).orElseThrow();
            calls.take(told, OpenFiles.number(told.arguments()));
        }
        return calls.unanswered();
    }

    @Test
    void aCallIsOpenUntilItsReplyIsRead() {
        assertThat(unanswered(CALL)).containsExactly("StartTransientUnit");
        assertThat(
                        unanswered(
                                CALL,
                                "recvmsg(8<UNIX-STREAM:[12->13]>, {msg_name=NULL, msg_iov=[{iov_base=\"l\\2\\1\\1\\4\\0\\0\\0\\11\\0\\0\\0-\\0\\0\\0\", iov_len=16}]}, 0) = 16",
                                "recvmsg(8<UNIX-STREAM:[12->13]>, {msg_iov=[{iov_base=\"\\5\\1u\\0\\2\\0\\0\\0\\6\\1s\\0\\4\\0\\0\\0:1.9\\0\", iov_len=24}]}, 0) = 24"))
                .isEmpty();
    }

    @Test
    void repliesToOtherCallsAndOnOtherConnectionsDoNotEndIt() {
        assertThat(
                        unanswered(
                                CALL,
                                "recvmsg(8<UNIX-STREAM:[12->13]>, {msg_iov=[{iov_base=\"\\5\\1u\\0\\1\\0\\0\\0\", iov_len=8}]}, 0) = 8",
                                "recvmsg(9<UNIX-STREAM:[14->15]>, {msg_iov=[{iov_base=\"\\5\\1u\\0\\2\\0\\0\\0\", iov_len=8}]}, 0) = 8"))
                .containsExactly("StartTransientUnit");
    }

    @Test
    void callsOfOthersAndOtherTextsDoNotCount() {
        assertThat(unanswered(
                        CALL.replace("systemd1", "hostname1"),
                        "write(8, \"l\\1\\0\\1\", 4) = 4",
                        "write(8, \"log line of org.freedesktop.systemd1\", 36) = 36"))
                .isEmpty();
    }
}
