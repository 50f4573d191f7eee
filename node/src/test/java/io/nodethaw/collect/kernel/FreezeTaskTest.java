package io.nodethaw.collect.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodethaw.collect.HostFolder;
import io.nodethaw.evidence.Freeze;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreezeTaskTest {
    private static final String HYBRID = """
            31 23 0:28 / /sys/fs/cgroup rw - tmpfs tmpfs rw
            36 31 0:33 / /sys/fs/cgroup/devices rw - cgroup cgroup rw,devices
            37 31 0:34 / /sys/fs/cgroup/freezer rw - cgroup cgroup rw,freezer
            41 31 0:38 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw
            """;

    @TempDir
    Path folder;

    private HostFolder files;

    @BeforeEach
    void open() {
        files = new HostFolder(folder);
    }

    @Test
    void theOutermostFrozenCgroupOfVersion1IsNamed() throws IOException {
        files.write("/proc/self/mountinfo", HYBRID)
                .write("/proc/7/cgroup", "6:freezer:/docker/c0ffee12\n5:devices:/x\n0::/docker/c0ffee12\n")
                .write("/sys/fs/cgroup/freezer/docker/freezer.state", "FREEZING\n")
                .write("/sys/fs/cgroup/freezer/docker/c0ffee12/freezer.state", "FROZEN\n");

        assertThat(freeze(7))
                .isEqualTo(new Freeze(
                        7,
                        List.of("freezer:/docker/c0ffee12", "devices:/x", ":/docker/c0ffee12"),
                        Optional.of(frozen("/docker", "FREEZING", 1, "/sys/fs/cgroup/freezer/docker/freezer.state"))));
    }

    @Test
    void aHybridNodeMayFreezeInVersion2() throws IOException {
        files.write("/proc/self/mountinfo", HYBRID)
                .write("/proc/7/cgroup", "6:freezer:/a\n0::/a/b\n")
                .write("/sys/fs/cgroup/freezer/a/freezer.state", "THAWED\n")
                .write("/sys/fs/cgroup/unified/a/cgroup.events", "populated 1\nfrozen 0\n")
                .write("/sys/fs/cgroup/unified/a/cgroup.freeze", "0\n")
                .write("/sys/fs/cgroup/unified/a/b/cgroup.events", "populated 1\nfrozen 1\n");

        assertThat(freeze(7).frozen())
                .contains(frozen("/a/b", "FROZEN", 2, "/sys/fs/cgroup/unified/a/b/cgroup.freeze"));
    }

    @Test
    void aFreezeThatIsNotCompleteIsToldApart() throws IOException {
        files.write("/proc/self/mountinfo", "29 23 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n")
                .write("/proc/7/cgroup", "0::/a\n")
                .write("/sys/fs/cgroup/a/cgroup.events", "populated 1\nfrozen 0\n")
                .write("/sys/fs/cgroup/a/cgroup.freeze", "1\n");

        assertThat(freeze(7).frozen()).contains(frozen("/a", "FREEZING", 2, "/sys/fs/cgroup/a/cgroup.freeze"));
    }

    @Test
    void nothingFrozenIsEmpty() throws IOException {
        files.write("/proc/self/mountinfo", HYBRID).write("/proc/7/cgroup", "6:freezer:/\n0::/gone (deleted)\n");

        assertThat(freeze(7).frozen()).isEmpty();
    }

    @Test
    void aStateThatCannotBeReadIsNotTakenForThawed() throws IOException {
        files.write("/proc/self/mountinfo", HYBRID)
                .write("/proc/7/cgroup", "6:freezer:/a\n")
                .write("/sys/fs/cgroup/freezer/a/freezer.state/folder", "");

        assertThatThrownBy(() -> freeze(7)).isInstanceOf(IOException.class).hasMessageContaining("freezer.state");
    }

    @Test
    void aHierarchyMountedBelowItsRootIsFollowedFromThere() throws IOException {
        files.write("/proc/self/mountinfo", "37 31 0:34 /outer /fz rw - cgroup cgroup rw,freezer\n")
                .write("/proc/7/cgroup", "6:freezer:/outer/a\n")
                .write("/proc/8/cgroup", "6:freezer:/other/a\n")
                .write("/fz/a/freezer.state", "FROZEN\n");

        assertThat(freeze(7).frozen()).contains(frozen("/outer/a", "FROZEN", 1, "/fz/a/freezer.state"));
        assertThat(freeze(8).frozen()).isEmpty();
    }

    private Freeze.Frozen frozen(String path, String state, int version, String file) {
        return new Freeze.Frozen(path, state, version, Optional.of(folder + file));
    }

    private Freeze freeze(int pid) throws IOException {
        var question = Questions.freeze(pid);
        var answer = new FreezeTask(files.host()).read(question.arguments());
        return question.decoder().decode(answer);
    }
}
