package io.nodethaw.collect.goroutines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.golang.FakeGo;
import io.nodethaw.golang.GoroutineReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveGoroutinesTest {
    private static final int PID = 42;

    @TempDir
    Path root;

    private Goroutines read() throws IOException {
        return new LiveGoroutines(new Host(root, () -> Instant.EPOCH))
                .read(PID, new GoroutineReader.Options(true, false));
    }

    /** Writes a file as long as the address space that is used; parts that are not written read as zeros. */
    private void write(byte[] memory, byte[] auxv) throws IOException {
        var folder = Files.createDirectories(root.resolve("proc/" + PID));
        Files.writeString(folder.resolve("stat"), "42 (fake)");
        Files.write(folder.resolve("auxv"), auxv);
        try (var mem = Files.newByteChannel(
                folder.resolve("mem"), Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE))) {
            mem.position(FakeGo.START).write(ByteBuffer.wrap(memory));
        }
    }

    @Test
    void goroutinesAreReadOutOfProc() throws IOException {
        write(FakeGo.of(19).bytes(), FakeGo.auxv());
        var read = read();
        assertThat(read.pid()).isEqualTo(PID);
        assertThat(read.goroutines()).extracting(Goroutine::id).containsExactly(1L, 2L, 3L);
    }

    @Test
    void programsNotWrittenInGoAreNotAsked() throws IOException {
        write(new byte[4096], FakeGo.auxv());
        assertThatThrownBy(this::read).isInstanceOf(NotAskedException.class).hasMessageContaining("not a Go program");
    }

    @Test
    void processThatEndedIsNotAsked() {
        assertThatThrownBy(this::read).isInstanceOf(NotAskedException.class).hasMessageContaining("no process 42");
    }

    @Test
    void kernelThreadHasNothingToRead() throws IOException {
        write(FakeGo.of(19).bytes(), new byte[0]);
        assertThatThrownBy(this::read).isInstanceOf(NotAskedException.class).hasMessageContaining("no memory");
    }

    @Test
    void wayThroughTheChildLosesNothing() throws IOException {
        write(FakeGo.of(24).bytes(), FakeGo.auxv());
        var read = read();
        assertThat(GoroutineBytes.read(GoroutineWriter.write(read))).isEqualTo(read);
    }
}
