package io.nodethaw.collect.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodethaw.collect.HostFolder;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.evidence.PidsLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidsFilesTest {
    private static final String UNIT = "containerd.service";

    @TempDir
    private Path folder;

    private HostFolder host;

    @BeforeEach
    void host() {
        host = new HostFolder(folder);
    }

    private void group(String path, String most, String now) {
        host.write(path + "/pids.max", most + "\n").write(path + "/pids.current", now + "\n");
    }

    private PidsLimits read() throws IOException {
        return new PidsFiles(host.host()).of(UNIT);
    }

    @Test
    void everyLevelCountsUpToTheRootThatIsSeen() throws IOException {
        var tree = "/sys/fs/cgroup/pids";
        group(tree + "/system.slice/" + UNIT, "11", "9");
        host.write(tree + "/system.slice/" + UNIT + "/pids.events", "max 4\n");
        group(tree + "/system.slice", "max", "40");
        group(tree, "500", "77");
        assertThat(read().levels())
                .containsExactly(
                        new PidsLimits.Level("/system.slice/" + UNIT, Optional.of(11L), 9, Optional.of(4L)),
                        new PidsLimits.Level("/system.slice", Optional.empty(), 40, Optional.empty()),
                        new PidsLimits.Level("/", Optional.of(500L), 77, Optional.empty()));
    }

    /** The root of the machine itself has no limit; a unified hierarchy has no folder of its own for pids. */
    @Test
    void unitMayBeInAnotherSlice() throws IOException {
        group("/sys/fs/cgroup/runtime.slice/" + UNIT, "11", "9");
        group("/sys/fs/cgroup/user.slice", "max", "9");
        assertThat(read().levels())
                .containsExactly(new PidsLimits.Level("/runtime.slice/" + UNIT, Optional.of(11L), 9, Optional.empty()));
    }

    @Test
    void noGroupIsNothingToRead() {
        assertThatThrownBy(this::read).isInstanceOf(NotAskedException.class);
    }

    @Test
    void nonsenseIsAnError() {
        group("/sys/fs/cgroup/system.slice/" + UNIT, "many", "9");
        assertThatThrownBy(this::read).isInstanceOf(IOException.class).hasMessageContaining("many");
    }
}
