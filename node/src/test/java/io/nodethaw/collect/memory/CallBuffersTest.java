package io.nodethaw.collect.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.nodethaw.evidence.CallBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CallBuffersTest {
    private static final String MACHINE = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86_64";

    private static Optional<CallBuffer> read(String tid) {
        long pid = ProcessHandle.current().pid();
        try {
            var answer = CallBuffers.task().read(List.of(Long.toString(pid), tid, MACHINE));
            return Optional.of(CallBuffers.question((int) pid, Integer.parseInt(tid), MACHINE)
                    .decoder()
                    .decode(answer));
        } catch (IOException e) {
            return Optional.empty(); // it hands nothing over
        }
    }

    private static List<String> threads() throws IOException {
        var all = new ArrayList<String>();
        try (var tasks = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
            tasks.forEach(task -> all.add(task.getFileName().toString()));
        }
        return all;
    }

    /** A thread of our own fills a pipe that nobody reads. */
    @Test
    void whatABlockedThreadWritesIsReadFromItsMemory() throws Exception {
        var pipe = Pipe.open();
        var writer = Thread.ofPlatform().daemon().start(() -> {
            var bytes = ByteBuffer.allocateDirect(1 << 20);
            while (bytes.hasRemaining()) {
                bytes.put("stuck in a pipe ".getBytes(StandardCharsets.US_ASCII));
            }
            bytes.flip();
            try {
                pipe.sink().write(bytes);
            } catch (IOException e) {
                return; // the test is over
            }
        });
        Optional<CallBuffer> found = Optional.empty();
        while (found.isEmpty() && writer.isAlive()) {
            found = threads().stream()
                    .flatMap(tid -> read(tid).stream())
                    .filter(buffer ->
                            new String(buffer.array(), StandardCharsets.US_ASCII).contains("stuck in a pipe "))
                    .findFirst();
        }
        assertThat(found.orElseThrow().call()).isEqualTo("write");
        assertThat(found.orElseThrow().bytes()).hasSize(4096);
        pipe.source().close();
    }

    @Test
    void answersThatAreCutOffAreRefused() {
        var question = CallBuffers.question(1, 1, MACHINE);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> question.decoder().decode(new byte[] {'w'}))
                .withMessageContaining("cut off");
    }
}
