package io.nodethaw.collect.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.HostFolder;
import io.nodethaw.evidence.ProgramFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the kernel would refuse to start, and what it may start. */
class ProgramContentTest {
    private static final String ROOT = "/proc/60/root";
    private static final String RUNC = "/usr/sbin/runc";
    private static final short AMD64 = 62;
    private static final short ARM64 = 183;
    private static final String MISC =
            "40 24 0:35 / /proc/sys/fs/binfmt_misc rw shared:16 - binfmt_misc binfmt_misc rw\n";
    private static final String MISC_FOLDER = "/proc/1/root/proc/sys/fs/binfmt_misc/";
    private static final String LOADER = "/lib64/ld-linux-x86-64.so.2";

    @TempDir
    private Path folder;

    private HostFolder host;

    @BeforeEach
    void daemon() throws IOException {
        host = new HostFolder(folder).write("/proc/1/mountinfo", "").write(ROOT + "/bin/dash", "x");
        write("/proc/self/exe", elf(AMD64, ""));
    }

    private void write(String path, byte[] bytes) throws IOException {
        host.write(path, "");
        Files.write(host.host().file(path), bytes);
    }

    private static byte[] elf(short machine, String interpreter) {
        var name = interpreter.isEmpty() ? "" : interpreter + "\0";
        var elf = ByteBuffer.allocate(64 + 2 * 56 + name.length()).order(ByteOrder.LITTLE_ENDIAN);
        elf.put(new byte[] {0x7F, 'E', 'L', 'F', 2, 1, 1}).putShort(18, machine);
        elf.putLong(32, 64).putShort(54, (short) 56).putShort(56, (short) 2);
        elf.putInt(64, 1).putInt(120, name.isEmpty() ? 1 : 3);
        elf.putLong(128, 176).putLong(152, name.length());
        elf.put(176, name.getBytes(StandardCharsets.US_ASCII));
        return elf.array();
    }

    private ProgramFile.Found found(byte[] runc) throws IOException {
        write(ROOT + RUNC, runc);
        assertThat(host.host().file(ROOT + RUNC).toFile().setExecutable(true)).isTrue();
        return new ProgramSearch(host.host(), 60)
                .first(RUNC, ProgramSearch.USUAL)
                .found()
                .getFirst();
    }

    private ProgramFile.Kind kind(byte[] runc) throws IOException {
        return found(runc).kind();
    }

    private ProgramFile.Kind kind(String runc) throws IOException {
        return kind(runc.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void elfOfThisMachineIsExecutable() throws IOException {
        host.write(ROOT + "/usr/lib64/ld-linux-x86-64.so.2", "x").link(ROOT + "/lib64", "/usr/lib64");
        assertThat(kind(elf(AMD64, ""))).isEqualTo(ProgramFile.Kind.EXECUTABLE);
        assertThat(kind(elf(AMD64, LOADER))).isEqualTo(ProgramFile.Kind.EXECUTABLE);
    }

    @Test
    void whatIsNeitherElfNorScriptHasNoFormat() throws IOException {
        assertThat(kind("<html>not found</html>")).isEqualTo(ProgramFile.Kind.NO_FORMAT);
        assertThat(kind(new byte[9000])).isEqualTo(ProgramFile.Kind.NO_FORMAT);
        assertThat(kind("#")).isEqualTo(ProgramFile.Kind.NO_FORMAT);
    }

    @Test
    void elfOfAnotherMachineIsTold() throws IOException {
        assertThat(kind(elf(ARM64, LOADER))).isEqualTo(ProgramFile.Kind.OTHER_MACHINE);
        var swapped = ByteBuffer.wrap(elf(AMD64, "")).putShort(18, AMD64).put(5, (byte) 2);
        assertThat(kind(swapped.array())).isEqualTo(ProgramFile.Kind.OTHER_MACHINE);
    }

    /** A kernel for amd64 mostly also starts programs for i386. */
    @Test
    void elfOf32BitsMayBeStarted() throws IOException {
        var elf = elf((short) 3, LOADER);
        elf[4] = 1;
        assertThat(kind(elf)).isEqualTo(ProgramFile.Kind.EXECUTABLE);
    }

    @Test
    void withoutOurOwnMachineNoOtherIsToldApart() throws IOException {
        write("/proc/self/exe", new byte[0]);
        assertThat(kind(elf(ARM64, LOADER))).isEqualTo(ProgramFile.Kind.EXECUTABLE);
        Files.delete(host.host().file("/proc/self/exe"));
        assertThat(kind(elf(ARM64, LOADER))).isEqualTo(ProgramFile.Kind.EXECUTABLE);
    }

    @Test
    void interpreterThatIsNotThereIsNamed() throws IOException {
        assertThat(found(elf(AMD64, LOADER)))
                .isEqualTo(new ProgramFile.Found(RUNC, ProgramFile.Kind.NO_INTERPRETER, Optional.of(LOADER)));
        assertThat(found("#! /bin/bash -e\n".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(new ProgramFile.Found(RUNC, ProgramFile.Kind.NO_INTERPRETER, Optional.of("/bin/bash")));
    }

    /** An absolute link leads into the daemon's root. */
    @Test
    void interpreterIsLookedForInTheRootOfTheDaemon() throws IOException {
        host.link(ROOT + "/bin/sh", "/bin/dash").link(ROOT + "/bin/awk", "/etc/alternatives/awk");
        assertThat(kind("#!/bin/sh\nexec true\n")).isEqualTo(ProgramFile.Kind.EXECUTABLE);
        assertThat(kind("#!/bin/sh")).isEqualTo(ProgramFile.Kind.EXECUTABLE);
        assertThat(kind("#!/bin/awk -f\n")).isEqualTo(ProgramFile.Kind.NO_INTERPRETER);
    }

    @Test
    void interpreterThatCouldNotBeLookedForAccusesNobody() throws IOException {
        host.link(ROOT + "/bin/round", "/bin/round");
        for (var word : new String[] {"", "sh", "/bin/round", "/bin/é", "/" + "x".repeat(130)}) {
            assertThat(kind("#!" + word + "\n")).as(word).isEqualTo(ProgramFile.Kind.EXECUTABLE);
        }
    }

    /** Where a format is registered, what has it may be started. */
    @Test
    void registeredFormatsAreNotJudged() throws IOException {
        host.write("/proc/1/mountinfo", MISC)
                .write(MISC_FOLDER + "status", "enabled")
                .write(MISC_FOLDER + "register", "");
        assertThat(kind("x")).isEqualTo(ProgramFile.Kind.NO_FORMAT);
        host.write(MISC_FOLDER + "qemu-aarch64", "enabled");
        assertThat(kind("x")).isEqualTo(ProgramFile.Kind.EXECUTABLE);
        assertThat(kind(elf(ARM64, ""))).isEqualTo(ProgramFile.Kind.EXECUTABLE);
        assertThat(kind(elf(AMD64, LOADER))).isEqualTo(ProgramFile.Kind.NO_INTERPRETER);
    }

    @Test
    void formatsThatCouldNotBeReadAccuseNobody() throws IOException {
        host.write("/proc/1/mountinfo", MISC);
        assertThat(kind("x")).isEqualTo(ProgramFile.Kind.EXECUTABLE);
        Files.delete(host.host().file("/proc/1/mountinfo"));
        assertThat(kind("x")).isEqualTo(ProgramFile.Kind.EXECUTABLE);
        assertThat(kind(elf(ARM64, ""))).isEqualTo(ProgramFile.Kind.EXECUTABLE);
    }

    @Test
    void brokenHeadersAccuseNobody() throws IOException {
        var whole = elf(AMD64, LOADER);
        var random = new Random(7);
        for (int turn = 0; turn < 300; turn++) {
            var elf = whole.clone();
            for (int at = 20; at < 176; at++) {
                elf[at] = random.nextInt(4) == 0 ? (byte) random.nextInt() : elf[at];
            }
            assertThat(kind(elf)).isIn(ProgramFile.Kind.EXECUTABLE, ProgramFile.Kind.NO_INTERPRETER);
        }
        for (int length = 4; length < whole.length; length++) {
            assertThat(kind(Arrays.copyOf(whole, length))).isEqualTo(ProgramFile.Kind.EXECUTABLE);
        }
    }

    /** Ourselves, and copies of ourselves, on the machine that the test runs on. */
    @Test
    void whatRunsHereIsExecutable() throws IOException {
        var here = new Host(Path.of("/"), InstantSource.system());
        int pid = (int) ProcessHandle.current().pid();
        var search = new ProgramSearch(here, pid);
        var exe = Path.of("/proc/self/exe").toRealPath();
        for (var name : List.of("sh", exe.toString())) {
            assertThat(search.first(name, ProgramSearch.USUAL).isThere())
                    .as(name)
                    .isTrue();
        }
        var copy = folder.resolve("copy");
        var bytes = Files.readAllBytes(exe);
        int loader = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("/ld-");
        assumeThat(loader).isPositive();
        bytes[loader + 1] = 'x';
        Files.write(copy, bytes);
        assertThat(copy.toFile().setExecutable(true)).isTrue();
        assertThat(search.first(copy.toString(), ProgramSearch.USUAL).found().getFirst())
                .satisfies(file -> assertThat(file.kind()).isEqualTo(ProgramFile.Kind.NO_INTERPRETER))
                .satisfies(file -> assertThat(file.interpreter().orElse("")).contains("/xd-"));
    }

    /** Mostly /proc is mounted noexec; what the mounts say is what counts. */
    @Test
    void mountWithNoexecIsTold() throws IOException {
        var proc = Files.readAllLines(Path.of("/proc/self/mounts")).stream()
                .filter(line -> line.contains(" /proc proc "))
                .toList()
                .getLast();
        assertThat(Rooms.isNoExec(Path.of("/proc/self/status"))).isEqualTo(proc.contains("noexec"));
        assertThat(Rooms.isNoExec(Path.of("/proc/self/exe").toRealPath())).isFalse();
    }
}
