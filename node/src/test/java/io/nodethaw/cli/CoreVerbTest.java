package io.nodethaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.nodethaw.core.FakeCore;
import io.nodethaw.core.Machine;
import io.nodethaw.core.StackFrames;
import io.nodethaw.golang.FakeGo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoreVerbTest {
    private static final int ALL = 7;

    private final FakeConsole console = new FakeConsole();

    @TempDir
    Path folder;

    private static byte[] core() throws IOException {
        return new FakeCore(Machine.X86_64)
                .inCall(7, 232, 4, 0x1000, 10, -1)
                .process(7, "mainer", "mainer --serve")
                .auxv(FakeGo.auxv())
                .memory(FakeGo.START, FakeGo.of(24).bytes(), ALL)
                .bytes();
    }

    private String file(byte[] content) throws IOException {
        return Files.write(folder.resolve("core"), content).toString();
    }

    @Test
    void threadsAndGoroutinesAreShown() throws IOException {
        assertThat(console.run("core", file(core()))).isZero();
        assertThat(console.out())
                .startsWith("mainer 7  core of x86_64, 1 thread")
                .contains("  thread 7  in epoll_wait  fd 4, no time-out\n")
                .contains("  answer     no thread waits for a lock that another thread has")
                .contains("mainer 7  3 goroutines, go1.24.3, read from memory\n");
    }

    @Test
    void packedCoreIsReadWithoutUnpackingIt() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(core());
        }
        assertThat(console.run("core", file(packed.toByteArray()))).isZero();
        assertThat(console.out()).contains("3 goroutines");
    }

    @Test
    void programsGetATree() throws IOException {
        console.tools.stacks =
                Optional.of(StackFrames.ofEuStack("TID 7:\n#0  0x0000000000410010 main.main - mainer\n#1  0x410020\n"));
        assertThat(console.run("core", file(core()), "-o", "json")).isZero();
        var tree = JsonParser.parseString(console.out()).getAsJsonObject();
        assertThat(tree.get("kind").getAsString()).isEqualTo("core");
        var thread = tree.getAsJsonArray("threads").get(0).getAsJsonObject();
        assertThat(thread.get("call").getAsString()).isEqualTo("epoll_wait");
        assertThat(thread.getAsJsonArray("frames")).hasSize(2);
        assertThat(tree.get("framesBy").getAsString()).isEqualTo("eu-stack");
        assertThat(tree.getAsJsonObject("goroutines").get("goroutines").getAsInt())
                .isEqualTo(3);
    }

    /** Its symbols would name the wrong functions. */
    @Test
    void toolGetsNoProgramOfAnotherBuild() throws IOException {
        var program = FakeGo.of(24).bytes();
        var core = new FakeCore(Machine.X86_64)
                .inCall(7, 232, 4, 0x1000, 10, -1)
                .auxv(FakeGo.auxv())
                .memory(FakeGo.START, program, ALL)
                .file(FakeGo.START, FakeGo.START + program.length, 0, "/nowhere/program")
                .bytes();
        var right = Files.write(folder.resolve("right"), program).toString();
        program[0x800] ^= 1;
        var other = Files.write(folder.resolve("other"), program).toString();
        var file = file(core);
        console.run("core", file, "--exe", right);
        assertThat(console.tools.calls).containsExactly("stacks with right");
        console.tools.calls.clear();
        console.run("core", file);
        assertThat(console.tools.calls).containsExactly("stacks with nothing");
        console.tools.calls.clear();
        console.run("core", file, "--exe", other);
        assertThat(console.tools.calls).containsExactly("stacks with nothing");
        assertThat(console.out())
                .containsPattern("is\\s+another\\s+build\\s+than\\s+the\\s+program\\s+of\\s+this\\s+core");
    }

    @Test
    void cutCoreIsExitCodeTwo() throws IOException {
        var whole = core();
        assertThat(console.run("core", file(Arrays.copyOf(whole, whole.length - 0x1000))))
                .isEqualTo(2);
        assertThat(console.out()).contains("cut off: the last 4096 bytes are missing");
    }

    @Test
    void whatIsNoCoreGetsOneLine() throws IOException {
        assertThat(console.run("core", file(new byte[] {1, 2, 3}))).isEqualTo(2);
        assertThat(console.err()).startsWith("nodethaw: ").hasLineCount(1).contains("no core: ");
        assertThat(console.run("core", folder.resolve("nowhere").toString())).isEqualTo(2);
        assertThat(console.err()).contains("no such file");
        assertThat(console.run("core", folder.toString())).isEqualTo(2);
        assertThat(console.err()).contains("it is a folder");
        assertThat(console.run("core", file(core()), "--exe", "/dev/zero")).isEqualTo(2);
    }
}
