package io.nodethaw.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CallRegistersTest {
    private static final String X86 = "x86_64";

    private static SystemCall call(String architecture, long number, long... arguments) {
        var six = new ArrayList<Long>();
        for (int i = 0; i < 6; i++) {
            six.add(i < arguments.length ? arguments[i] : 0L);
        }
        return new CallRegisters(7, 8, Optional.of(number), six).call(architecture);
    }

    @Test
    void aReadIsOfAnOpenFile() {
        var read = call(X86, 0, 3, 0x7f00, 100);
        assertThat(read.known()).contains(KnownCall.READ);
        assertThat(read.fd()).contains(3);
        assertThat(read.targetKey()).isEmpty();
        assertThat(call("aarch64", 63, 3)).isEqualTo(read);
    }

    @Test
    void anArgumentIsTheLowHalfOfItsRegister() {
        assertThat(call(X86, 0, 0xffff_0000_0000_0003L).fd()).contains(3);
    }

    @Test
    void aPathLiesInMemory() {
        assertThat(call(X86, 4, 0x7f00).targetKey()).contains(CallTarget.key(7, 8, 0x7f00, 0));
        var openat = call(X86, 257, -100, 0x7f00);
        assertThat(openat.fd()).isEmpty();
        assertThat(openat.targetKey()).contains(CallTarget.key(7, 8, 0x7f00, 0));
        assertThat(call(X86, 257, 5, 0x7f00).fd()).contains(5);
    }

    @Test
    void anAddressHasALength() {
        var connect = call(X86, 42, 3, 0x7f00, 110);
        assertThat(connect.fd()).contains(3);
        assertThat(connect.targetKey()).contains(CallTarget.key(7, 8, 0x7f00, 110));
    }

    @Test
    void aChildIsNamedByNumberByPidfdOrNotAtAll() {
        assertThat(call(X86, 61, 42).child()).contains(42);
        assertThat(call(X86, 61, -1).child()).isEmpty();
        assertThat(call(X86, 247, 1, 42).child()).contains(42);
        assertThat(call(X86, 247, 3, 9)).satisfies(waits -> {
            assertThat(waits.child()).isEmpty();
            assertThat(waits.fd()).contains(9);
        });
        assertThat(call(X86, 247, 0, 9).fd()).isEmpty();
    }

    @Test
    void runningThreadsAndUnknownCallsAreNotFollowed() {
        assertThat(new CallRegisters(7, 8, Optional.empty(), List.of()).call(X86))
                .isEqualTo(SystemCall.none(7, 8));
        assertThat(new CallRegisters(7, 8, Optional.of(-1L), List.of()).call(X86))
                .isEqualTo(SystemCall.none(7, 8));
        assertThat(call(X86, 4711).known()).isEmpty();
        assertThat(new CallRegisters(7, 8, Optional.of(0L), List.of(3L))
                        .call(X86)
                        .known())
                .isEmpty();
    }

    @Test
    void registersInAFileAreReadForTheMachineThatTheFileIsOf() throws IOException {
        var codec = new EvidenceJson(EvidenceFacts.ALL);
        var text = """
                {"schemaVersion": 1, "kind": "evidence", "tool": "nodethaw 0.1.0", "at": "2026-03-04T05:06:07Z", "readings": [
                {"fact":"syscall","instance":"7/8","asked":"2026-03-04T05:06:07Z","answered":"2026-03-04T05:06:07Z",
                 "outcome":"seen","value":{"pid":7,"tid":8,"number":63,"arguments":[3,0,0,0,0,0]}},
                {"fact":"syscall","instance":"7/9","asked":"2026-03-04T05:06:07Z","answered":"2026-03-04T05:06:07Z",
                 "outcome":"failed","why":"no"},
                {"fact":"machine","instance":"","asked":"2026-03-04T05:06:07Z","answered":"2026-03-04T05:06:07Z",
                 "outcome":"seen","value":{"ourPid":1,"uid":0,"kernel":"6.1","architecture":"aarch64","bootId":"b",
                 "ticksPerSecond":100,"sinceBoot":5.0}}
                ]}
                """;
        var evidence = codec.read(new StringReader(text), "x").evidence();
        assertThat(evidence.seen(SystemCall.TYPE, "7/8").flatMap(SystemCall::known))
                .contains(KnownCall.READ);
        assertThat(evidence.reading(SystemCall.TYPE, "7/9")).isEqualTo(new Reading.Failed<>("no"));
    }
}
