package io.nodethaw.format.debugger;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.format.Piece;
import io.nodethaw.format.Texts;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BacktracesTest {
    private static final String IDLE = """
        (gdb) thread apply all bt
        Thread 2 (Thread 0x7f2a3affd700 (LWP 641) "worker"):
        #0  futex_wait_cancelable (private=0, expected=0) at ../sysdeps/nptl/futex-internal.h:186
        #1  __pthread_cond_wait_common (abstime=0x0) at pthread_cond_wait.c:508

        Thread 1 (Thread 0x7f2a3b7fe740 (LWP 640) "systemd"):
        #0  0x00007f2a3a0f in epoll_wait (epfd=4, events=0x7ffd) at ../sysdeps/unix/sysv/linux/epoll_wait.c:30
        #1  0x00007f2a3b01 in sd_event_wait () from /lib/systemd/libsystemd-shared.so
        """;

    private static final String BUSY = """
        Attaching to process 900
        Thread 3 (Thread 0x7f01 (LWP 903)):
        #0  __lll_lock_wait () at lowlevellock.S:135
        #1  0x00007f2a in pthread_mutex_lock () from /lib/libpthread.so.0
        Thread 2 (Thread 0x7f02 (LWP 902)):
        #0  0x00007f2a in __GI___libc_read (fd=12, buf=0x7ffd, nbytes=8) at read.c:26
        #1  0x000055 in main () at x.c:1
        Thread 1 (Thread 0x7f03 (LWP 900) "mount.nfs"):
        #0  0x00007f2a in __GI___wait4 (pid=905, stat_loc=0x0) at wait4.c:30
        """;

    private static Piece read(String text) throws IOException {
        return Texts.read(text, new Backtraces());
    }

    private static List<String> calls(String text) throws IOException {
        return read(text).tasks().stream()
                .flatMap(task -> task.call().stream()
                        .map(call -> task.pid().orElse(0) + "/" + task.tid().orElse(0) + " " + task.comm() + " "
                                + call.name()
                                + call.fd().map(fd -> " " + fd).orElse("")
                                + call.child().map(child -> " child " + child).orElse("")))
                .toList();
    }

    @Test
    void threadsThatWaitForSomebody() throws IOException {
        assertThat(calls(BUSY)).containsExactly("900/902 mount.nfs read 12", "900/900 mount.nfs wait4 child 905");
        assertThat(read(BUSY).notes())
                .containsExactly(
                        "x:2: process 900: 3 threads, of which 0 in no call that waits for anybody, 2 in a call, 1"
                                + " waiting for a lock of the process itself, whose holder frames do not tell");
    }

    @Test
    void threadsThatRestWaitForNobody() throws IOException {
        assertThat(calls(IDLE)).isEmpty();
        assertThat(read(IDLE).tasks()).extracting(Piece.Task::comm).containsExactly("systemd");
        assertThat(read(IDLE).notes())
                .containsExactly("x:2: process 640: 2 threads, of which 2 in no call that waits for anybody");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Thread 1 of the discussion:\n#0 read (it)\n",
                "goroutine 1 [select]:\nmain.main()\n\t/x/main.go:1 +0x1\n",
                "#0 read (fd=1)\n",
                "[<0>] read_foo+0x1/0x2\n"
            })
    void isTakenForNothingElse(String text) throws IOException {
        assertThat(Texts.recognises(text, new Backtraces())).isFalse();
    }

    @Test
    void brokenAndEndlessFrames() throws IOException {
        assertThat(calls(BUSY + "Thread 4 (LWP 99999999999):\n#0 x\n#9 read (fd=3)\n#0 " + "y(".repeat(1 << 19)))
                .hasSize(2);
    }
}
