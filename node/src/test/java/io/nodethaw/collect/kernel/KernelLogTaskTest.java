package io.nodethaw.collect.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.evidence.KernelLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelLogTaskTest {
    @TempDir
    private Path root;

    private Path device;
    private KernelLogTask task;

    @BeforeEach
    void make() throws IOException {
        device = Files.createDirectories(root.resolve("dev")).resolve("kmsg");
        task = new KernelLogTask(new Host(root, InstantSource.system()));
    }

    private void logs(String record) throws IOException {
        Files.writeString(device, record + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private List<String> read() throws IOException {
        return KernelLogText.parse(task.read(List.of())).lines().stream()
                .map(KernelLog.Line::text)
                .toList();
    }

    @Test
    void eachReadingGoesOnWhereTheLastEndedAndTellsAll() throws IOException {
        logs("4,1,10,-;nfs: server 10.0.0.9 not responding, still trying");
        assertThat(read()).containsExactly("nfs: server 10.0.0.9 not responding, still trying");
        assertThat(read()).hasSize(1);
        logs("4,2,20,-;nfs: server 10.0.0.9 OK");
        assertThat(read())
                .containsExactly("nfs: server 10.0.0.9 not responding, still trying", "nfs: server 10.0.0.9 OK");
    }

    @Test
    void aLogThatSaysNothingOfWaitsIsEmpty() throws IOException {
        logs("6,1,10,-;NET: Registered protocol family 10");
        assertThat(read()).isEmpty();
    }

    @Test
    void withoutTheDeviceItIsNotAskedAndTriedAgain() throws IOException {
        assertThatThrownBy(this::read).isInstanceOf(NotAskedException.class);
        logs("4,1,10,-;nfs: server 10.0.0.9 OK");
        assertThat(read()).hasSize(1);
    }
}
