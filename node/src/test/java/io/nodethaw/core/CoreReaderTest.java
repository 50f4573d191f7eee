package io.nodethaw.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.nodethaw.evidence.Reading;
import io.nodethaw.golang.FakeGo;
import io.nodethaw.memory.FakeHeap;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoreReaderTest {
    private static final long STACK = 0x7ffc_0000_0000L;
    private static final long WORD = STACK + 0x100;
    private static final int READABLE = 4;
    private static final int WRITABLE = 6;
    private static final int CODE = 5;
    private static final int FUTEX = 202;
    private static final int EPOLL_WAIT = 232;

    @TempDir
    Path folder;

    private static Core read(byte[] bytes) throws IOException {
        return read(bytes, Optional.empty());
    }

    private static Core read(byte[] bytes, Optional<Path> exe) throws IOException {
        return CoreReader.read(new FakeCore.Bytes(bytes), new CoreReader.Options(exe, false));
    }

    private static Core read(FakeCore core) throws IOException {
        return read(core.bytes());
    }

    private static FakeCore core() {
        return new FakeCore(Machine.X86_64);
    }

    private static byte[] words(int... values) {
        var bytes = ByteBuffer.allocate(0x1000).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < values.length; i++) {
            bytes.putInt(0x100 + 4 * i, values[i]);
        }
        return bytes.array();
    }

    @Test
    void threadInACallIsTold() throws IOException {
        var core = read(core().inCall(7, EPOLL_WAIT, 4, 0x1000, 10, -1).process(7, "waiter", "waiter -x"));
        assertThat(core.pid()).isEqualTo(7);
        assertThat(core.name()).isEqualTo("waiter");
        assertThat(core.threads()).hasSize(1);
        var call = core.threads().getFirst().waitsIn().orElseThrow();
        assertThat(call.name()).isEqualTo("epoll_wait");
        assertThat(call.words()).isEqualTo("fd 4, no time-out");
        assertThat(call.arguments().get(2)).contains(10L);
    }

    @Test
    void callThatCameBackIsNoWait() throws IOException {
        var core = read(core().x86(7, 234, 0, 7, 7, 6)); // tgkill, as abort() ends
        assertThat(core.threads().getFirst().waitsIn()).isEmpty();
        assertThat(core.threads().getFirst().doing())
                .isInstanceOfSatisfying(
                        Doing.InCall.class, call -> assertThat(call.name()).isEqualTo("tgkill"));
    }

    @Test
    void threadOutsideOfACallRuns() throws IOException {
        var core = read(core().x86(7, -1, 0).signal(11, 1, 0x10));
        assertThat(core.threads().getFirst().doing()).isEqualTo(new Doing.Running());
        assertThat(core.signal().orElseThrow().name()).isEqualTo("SIGSEGV");
        assertThat(core.signal().orElseThrow().address()).contains(0x10L);
        assertThat(core.signal().orElseThrow().sender()).isEmpty();
    }

    @Test
    void signalOfAProcessNamesIt() throws IOException {
        var signal = read(core().x86(7, -1, 0).signal(6, 0, 4242)).signal().orElseThrow();
        assertThat(signal.sender()).contains(4242);
        assertThat(signal.isCopy()).isFalse();
        assertThat(read(core().x86(7, -1, 0).signal(19, 0, 1))
                        .signal()
                        .orElseThrow()
                        .isCopy())
                .isTrue();
    }

    @Test
    void mutexNamesTheThreadThatHasIt() throws IOException {
        var core =
                read(core().inCall(7, FUTEX, WORD, 0x80, 2, 0).inCall(8, 0, 5).memory(STACK, words(2, 0, 8), WRITABLE));
        assertThat(core.threads().getFirst().lock()).contains(new LockWait(WORD, 2, Optional.of(8), "mutex"));
        assertThat(CoreAnswer.of(core))
                .containsExactly("1 thread waits for a lock that thread 8 has, which is in read (fd 5)");
    }

    @Test
    void restingInFutexIsNoLock() throws IOException {
        var zero = core().inCall(7, FUTEX, WORD, 0x80, 0, 0).memory(STACK, words(0, 0, 7), WRITABLE);
        var stranger = core().inCall(7, FUTEX, WORD, 0x80, 2, 0).memory(STACK, words(2, 0, 99), WRITABLE);
        for (var core : List.of(zero, stranger)) {
            assertThat(read(core).threads().getFirst().lock()).isEmpty();
        }
    }

    @Test
    void threadsThatWaitForEachOtherAreADeadlock() throws IOException {
        var core = read(core().inCall(7, FUTEX, WORD, 0x80, 2, 0)
                .inCall(8, FUTEX, WORD + 16, 0x80, 2, 0)
                .memory(STACK, words(2, 0, 8, 0, 2, 0, 7), WRITABLE));
        assertThat(CoreAnswer.of(core))
                .containsExactly("a deadlock of threads 7, 8: each waits for a lock that the next one has");
    }

    @Test
    void registersOfArmNeedTheInstruction() throws IOException {
        var registers = new long[34];
        registers[0] = 4;
        registers[8] = 22; // epoll_pwait
        registers[32] = STACK;
        var code = ByteBuffer.allocate(0x1000).order(ByteOrder.LITTLE_ENDIAN).putInt(0, 0xd4000001);
        var with = new FakeCore(Machine.ARM64).thread(7, registers).memory(STACK, code.array(), CODE);
        assertThat(read(with).threads().getFirst().waitsIn().orElseThrow().name())
                .isEqualTo("epoll_pwait");
        var without = new FakeCore(Machine.ARM64).thread(7, registers);
        assertThat(read(without).threads().getFirst().doing()).isEqualTo(new Doing.Untold());
        registers[0] = -4;
        registers[32] = STACK + 4;
        var back = new FakeCore(Machine.ARM64).thread(7, registers).memory(STACK, code.array(), CODE);
        var call = read(back).threads().getFirst().waitsIn().orElseThrow();
        assertThat(call.arguments().getFirst()).isEmpty();
    }

    @Test
    void framesEndWhereNoCallStandsBeforeTheReturnAddress() throws IOException {
        var stack = ByteBuffer.allocate(0x1000).order(ByteOrder.LITTLE_ENDIAN);
        long code = 0x40_0000;
        stack.putLong(0x200, STACK + 0x300).putLong(0x208, code + 0x20);
        stack.putLong(0x300, STACK + 0x400).putLong(0x308, code + 0x40);
        var text = ByteBuffer.allocate(0x1000).put(0x20 - 5, (byte) 0xe8);
        var registers = new long[27];
        registers[4] = STACK + 0x200;
        registers[19] = STACK + 0x100;
        registers[16] = code + 8;
        registers[15] = -1;
        var core = read(core().thread(7, registers)
                .memory(code, text.array(), CODE)
                .memory(STACK, stack.array(), WRITABLE)
                .file(code, code + 0x1000, 1, "/usr/bin/x"));
        assertThat(core.threads().getFirst().frames())
                .extracting(CoreFrame::offset)
                .containsExactly(0x1008L, 0x1020L);
        assertThat(core.threads().getFirst().frames())
                .extracting(CoreFrame::file)
                .containsOnly("/usr/bin/x");
    }

    private static byte[] memoryOf(FakeGo go) throws IOException {
        var bytes = ByteBuffer.allocate(0x40_0000);
        int count = go.read(FakeGo.START, bytes);
        return Arrays.copyOf(bytes.array(), count);
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 19, 24, 27})
    void goroutinesAreThoseOfTheLiveReader(int minor) throws IOException {
        var core = read(core().inCall(7, FUTEX, WORD, 0x80, 0, 0)
                .auxv(FakeGo.auxv())
                .memory(FakeGo.START, memoryOf(FakeGo.of(minor)), WRITABLE | CODE));
        var goroutines = core.goroutines().seen().orElseThrow();
        assertThat(goroutines.goroutines())
                .hasSize(3)
                .allMatch(one -> !one.frames().isEmpty());
        assertThat(goroutines.goroutines()).allMatch(one -> one.minutes() < 0);
    }

    /** A program whose first page is in the core, and the rest of it in a file. */
    private FakeCore programElsewhere(String path) throws IOException {
        var all = memoryOf(FakeGo.of(24));
        Files.write(folder.resolve("program"), all);
        var page = Arrays.copyOf(all, 0x1000);
        return core().inCall(7, FUTEX, WORD, 0x80, 0, 0)
                .auxv(FakeGo.auxv())
                .memory(FakeGo.START, page, all.length, READABLE)
                .file(FakeGo.START, FakeGo.START + all.length, 0, path);
    }

    @Test
    void whatTheCoreLeavesOutComesFromTheFileThatWasMapped() throws IOException {
        var here = folder.resolve("program").toString();
        var core = read(programElsewhere(here));
        assertThat(core.program()).isEqualTo(here);
        assertThat(core.goroutines().seen().orElseThrow().goroutines()).hasSize(3);
    }

    @Test
    void programThatWasNamedIsUsed() throws IOException {
        var bytes = programElsewhere("/nowhere/program").bytes();
        var core = read(bytes, Optional.of(folder.resolve("program")));
        assertThat(core.goroutines().seen().orElseThrow().goroutines()).hasSize(3);
        assertThat(core.whole()).isTrue();
    }

    @Test
    void anotherBuildIsNotUsed() throws IOException {
        var bytes = programElsewhere("/nowhere/program").bytes();
        var other = memoryOf(FakeGo.of(24));
        other[0x800] ^= 1;
        Files.write(folder.resolve("other"), other);
        var core = read(bytes, Optional.of(folder.resolve("other")));
        assertThat(core.goroutines().seen()).isEmpty();
        assertThat(core.notes()).anyMatch(note -> note.contains("another build"));
    }

    @Test
    void coreWithoutAListOfFilesTakesTheProgramThatWasNamed() throws IOException {
        var all = memoryOf(FakeGo.of(24));
        Files.write(folder.resolve("program"), all);
        var core = core().inCall(7, FUTEX, WORD, 0x80, 0, 0)
                .auxv(FakeGo.auxv())
                .memory(FakeGo.START + 0x10_0000, Arrays.copyOfRange(all, 0x10_0000, all.length), WRITABLE)
                .bytes();
        assertThat(read(core).goroutines().seen()).isEmpty();
        assertThat(read(core, Optional.of(folder.resolve("program"))).notes())
                .anyMatch(note -> note.contains("lists the mapped files is missing"));
    }

    @Test
    void programOfNoGoIsNoFailure() throws IOException {
        var core = read(core().inCall(7, EPOLL_WAIT, 4));
        assertThat(core.goroutines()).isInstanceOf(Reading.NotAsked.class);
        assertThat(core.whole()).isTrue();
    }

    @Test
    void cutCoreSaysWhatIsMissing() throws IOException {
        var bytes = core().inCall(7, EPOLL_WAIT, 4)
                .memory(STACK, new byte[0x3000], WRITABLE)
                .bytes();
        var core = read(Arrays.copyOf(bytes, bytes.length - 0x1800));
        assertThat(core.whole()).isFalse();
        assertThat(core.threads()).hasSize(1);
        assertThat(core.notes()).anyMatch(note -> note.startsWith("cut off: the last 6144 bytes are missing"));
    }

    @Test
    void whatIsNoCoreIsRefusedInOneLine() throws IOException {
        assertThatExceptionOfType(CoreFormatException.class)
                .isThrownBy(() -> read(new byte[0]))
                .withMessage("empty");
        assertThatExceptionOfType(CoreFormatException.class)
                .isThrownBy(() -> read("no core at all, just a text".getBytes(StandardCharsets.UTF_8)))
                .withMessageStartingWith("no core");
        var program = core().bytes();
        program[16] = 2;
        assertThatExceptionOfType(CoreFormatException.class)
                .isThrownBy(() -> read(program))
                .withMessageContaining("a program or a library");
        var other = core().bytes();
        other[18] = 3;
        assertThatExceptionOfType(CoreFormatException.class)
                .isThrownBy(() -> read(other))
                .withMessageContaining("another machine");
        assertThatExceptionOfType(CoreFormatException.class)
                .isThrownBy(() -> read(Arrays.copyOf(core().bytes(), 80)))
                .withMessageContaining("cut off");
    }

    private static FakeCore systemd(long messages) {
        return core().inCall(1, EPOLL_WAIT, 4, 0x1000, 10, -1)
                .process(1, "systemd", "/lib/systemd/systemd")
                .memory(FakeHeap.START, FakeHeap.ofSystemd(messages), WRITABLE)
                .memory(0x7f00_0000_0000L, new byte[0x1000], CODE)
                .file(0x7f00_0000_0000L, 0x7f00_0000_1000L, 0, "/usr/lib/systemd/libsystemd-shared-252.so");
    }

    @Test
    void counterOfSystemdIsFoundInItsHeap() throws IOException {
        var core = read(systemd(5000));
        var counter = core.counter().orElseThrow().seen().orElseThrow();
        assertThat(counter.reading().value()).isEqualTo(5000);
        assertThat(counter.reading().certain()).isTrue();
        assertThat(counter.name()).isEqualTo(":1.3");
        assertThat(counter.descriptor()).isEqualTo(40);
        assertThat(counter.version()).isEqualTo(252);
        assertThat(CoreAnswer.of(core))
                .containsExactly(
                        "one thread, in epoll_wait, holds no lock: PID 1 is idle, not stuck; look at its bus connection");
    }

    @Test
    void counterThatRanOverIsTheCause() throws IOException {
        assertThat(CoreAnswer.of(read(systemd(1L << 32))).getFirst())
                .startsWith("systemd.deaf-on-bus: sd-bus cookie overflow, proven: counter in PID 1 is 4294967296");
    }

    @Test
    void managerOfAUserIsNotPid1() throws IOException {
        var core = read(core().inCall(900, EPOLL_WAIT, 4).process(900, "systemd", "/lib/systemd/systemd --user"));
        assertThat(core.isSystemd()).isFalse();
    }

    /** Cores come from anybody: whatever is broken in them, there is an answer or one named failure. */
    @Test
    void brokenCoresNeverBreakTheReader() throws IOException {
        var whole = core().inCall(7, FUTEX, WORD, 0x80, 2, 0)
                .process(7, "systemd", "/sbin/init")
                .signal(6, 0, 1)
                .auxv(FakeGo.auxv())
                .memory(FakeGo.START, memoryOf(FakeGo.of(24)), WRITABLE | CODE)
                .file(FakeGo.START, FakeGo.START + 0x1000, 0, "/nowhere")
                .bytes();
        var random = new Random(1);
        int answers = 0;
        for (int i = 0; i < 60; i++) {
            var broken = whole.clone();
            for (int flips = 0; flips < 1 + i % 8; flips++) {
                broken[random.nextInt(i % 2 == 0 ? 1500 : broken.length)] = (byte) random.nextInt();
            }
            try {
                read(i % 3 == 0 ? Arrays.copyOf(broken, random.nextInt(broken.length)) : broken);
                answers++;
            } catch (CoreFormatException e) {
                assertThat(e.next()).isNotEmpty();
            }
        }
        assertThat(answers).isPositive();
    }
}
