package io.nodethaw.collect.proc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodethaw.collect.HostFolder;
import io.nodethaw.evidence.OpenFileLimit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LimitsTest {
    @TempDir
    private Path folder;

    private OpenFileLimit of(String line) throws IOException {
        var host = new HostFolder(folder)
                .write(
                        "/proc/60/limits",
                        "Limit                     Soft Limit           Hard Limit           Units\n" + line);
        return new Limits(host.host()).ofFiles(60);
    }

    @Test
    void softLimitIsTheOneThatCounts() throws IOException {
        assertThat(of("Max open files            1024                 524288               files\n")
                        .soft())
                .contains(1024L);
        assertThat(of("Max open files            unlimited            unlimited            files\n")
                        .soft())
                .isEqualTo(Optional.empty());
    }

    @Test
    void nonsenseIsAnError() {
        assertThatThrownBy(() -> of("Max open files            many\n")).isInstanceOf(MalformedTextException.class);
        assertThatThrownBy(() -> of("Max cpu time 1\n")).isInstanceOf(MalformedTextException.class);
    }

    @Test
    void instancesOfInotifyAreANumber() throws IOException {
        var host = new HostFolder(folder).write("/proc/sys/fs/inotify/max_user_instances", "128\n");
        assertThat(new Limits(host.host()).ofInotify().instances()).isEqualTo(128);
    }
}
