package io.nodethaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.nodethaw.evidence.CallBuffer;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.SystemCall;
import io.nodethaw.evidence.Tasks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TraceVerbTest {
    private static final int PID = 50;

    private final FakeConsole console = new FakeConsole();

    private static Tasks tasks(long switches) {
        return new Tasks(
                PID,
                List.of(
                        new Tasks.Task(PID, "flock", 'S', "unix_stream_data_wait", 0, 1, 5),
                        new Tasks.Task(51, "flock", 'S', "futex_wait_queue", 0, 1, switches)));
    }

    private static SystemCall call(int tid, String name, Optional<Integer> fd) {
        return new SystemCall(PID, tid, Optional.of(name), fd, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private void stuck(String call) {
        console.tools.evidence = FakeTools.node()
                .seen(Tasks.TYPE, "50", tasks(1))
                .seen(Tasks.TYPE, "50", tasks(9))
                .seen(SystemCall.TYPE, "50/50", call(PID, call, Optional.of(4)))
                .seen(SystemCall.TYPE, "50/51", call(51, "futex", Optional.empty()))
                .seen(
                        Descriptors.TYPE,
                        "50",
                        new Descriptors(PID, List.of(new Descriptors.Descriptor(4, "socket:[88]")), ""))
                .build();
    }

    @Test
    void blockedThreadIsShownWithItsFileAndWithoutProgress() {
        stuck("read");
        assertThat(console.run("trace", "50")).isZero();
        assertThat(console.out())
                .startsWith("flock 50  2 threads\n")
                .contains("  thread 50  flock  S  in read(fd 4)  [unix_stream_data_wait]\n")
                .contains("    file   socket:[88]\n")
                .contains("    it has not run between two looks\n")
                .contains("1 thread rests in futex or asleep");
        assertThat(console.tools.calls).noneMatch(call -> call.startsWith("attach") || call.startsWith("buffer"));
    }

    @Test
    void messageInItsHandsIsDecoded() {
        stuck("sendmsg");
        var bytes = new ArrayList<Integer>();
        for (byte one : HandedOverTest.startTransientUnit("docker-c0ffee.scope")) {
            bytes.add(one & 0xff);
        }
        console.tools.buffer = new Reading.Seen<>(new CallBuffer(PID, PID, "sendmsg", bytes));
        assertThat(console.run("trace", "50", "-o", "json")).isZero();
        var thread = JsonParser.parseString(console.out())
                .getAsJsonObject()
                .getAsJsonArray("threads")
                .get(0)
                .getAsJsonObject();
        assertThat(thread.get("message").getAsString()).contains("StartTransientUnit docker-c0ffee.scope");
        assertThat(thread.get("moved").getAsBoolean()).isFalse();
        assertThat(thread.get("fd").getAsInt()).isEqualTo(4);
    }

    @Test
    void memoryThatCannotBeReadIsANote() {
        stuck("write");
        console.tools.buffer = new Reading.Refused<>("not permitted");
        assertThat(console.run("trace", "50")).isZero();
        assertThat(console.out()).contains("what thread 50 hands over is not known: not permitted");
    }

    @Test
    void attachedStraceIsSummedUp() {
        stuck("read");
        console.tools.strace = Optional.of("""
                [pid    51] 1700000000.100000 write(3, "x", 1) = 1 <0.000010>
                [pid    50] 1700000000.300000 read(4<UNIX-STREAM:[88->89]>,\s
                """);
        assertThat(console.run("trace", "50", "--attach", "--for", "2s")).isZero();
        assertThat(console.tools.calls).contains("attach 50 2000");
        assertThat(console.err()).contains("strace attaches to 50");
        assertThat(console.out())
                .contains("2 system calls in 2 s: read 1, write 1")
                .contains("50 read(4<UNIX-STREAM");
    }

    @Test
    void withoutStraceItIsSaidHowToGetIt() {
        stuck("read");
        assertThat(console.run("trace", "50", "--attach")).isZero();
        assertThat(console.out()).contains("no strace on this machine: apt-get install strace");
    }

    @Test
    void wrongOperandsAreRefused() {
        assertThat(console.run("trace", "dockerd")).isEqualTo(64);
        assertThat(console.run("trace", "123456")).isEqualTo(2);
        assertThat(console.err()).contains("no process 123456");
    }
}
