package io.nodethaw.collect.proc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodethaw.collect.HostFolder;
import io.nodethaw.evidence.NodeTasks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskNumbersTest {
    @TempDir
    private Path folder;

    private HostFolder host(String pidMax) {
        return new HostFolder(folder)
                .write("/proc/sys/kernel/pid_max", pidMax)
                .write("/proc/sys/kernel/threads-max", "1000\n")
                .write("/proc/loadavg", "0.20 0.18 0.12 1/80 11206\n")
                .write("/proc/1/task/1/x", "")
                .write("/proc/301/task/301/x", "")
                .write("/proc/301/task/302/x", "");
    }

    @Test
    void farFromTheLimitNothingIsCounted() throws IOException {
        assertThat(new TaskNumbers(host("32768\n").host()).read())
                .isEqualTo(new NodeTasks(32768, 1000, 80, Optional.empty()));
    }

    @Test
    void nearTheLimitTasksAreCountedExceptTheFirst() throws IOException {
        var tasks = new TaskNumbers(host("400\n").host()).read();
        assertThat(tasks.numbered()).contains(2L);
        assertThat(tasks.room()).contains(98L);
    }

    @Test
    void nonsenseIsAnError() {
        var host = host("many\n").host();
        assertThatThrownBy(() -> new TaskNumbers(host).read()).isInstanceOf(MalformedTextException.class);
    }
}
