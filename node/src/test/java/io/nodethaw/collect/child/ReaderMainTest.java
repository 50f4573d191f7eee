package io.nodethaw.collect.child;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.nodethaw.collect.HostFolder;
import io.nodethaw.collect.kernel.KernelSources;
import io.nodethaw.collect.kernel.Questions;
import io.nodethaw.collect.source.Sources;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReaderMainTest {
    @TempDir
    Path folder;

    @Test
    void itSaysThatItRunsAndReturnsAtTheEndOfItsInput() throws IOException {
        var out = new ByteArrayOutputStream();
        ReaderMain.run(new ByteArrayInputStream(new byte[0]), out, Map.of());

        var hello = Answer.read(new DataInputStream(new ByteArrayInputStream(out.toByteArray())));
        assertThat(hello.id()).isEqualTo(Answer.HELLO);
        assertThat(new String(hello.bytes(), UTF_8)).isEmpty();
    }

    @Test
    void aRequestCutOffEndsItLikeTheEnd() throws IOException {
        var out = new ByteArrayOutputStream();
        ReaderMain.run(new ByteArrayInputStream(new byte[] {0, 0, 0, 1, 0}), out, Map.of());

        assertThat(out.size()).isEqualTo(9);
    }

    @Test
    void rehearsingNeedsNothingOfTheHost() {
        var tasks = new Sources(KernelSources.of(new HostFolder(folder).host())).tasks();
        assertThatCode(() -> ReaderMain.rehearse(tasks, List.of(Questions.mounts(7), Questions.kernelLog())))
                .doesNotThrowAnyException();
    }
}
