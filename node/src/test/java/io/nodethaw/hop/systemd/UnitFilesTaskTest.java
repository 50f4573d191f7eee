package io.nodethaw.hop.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodethaw.collect.HostFolder;
import io.nodethaw.evidence.UnitFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnitFilesTaskTest {
    private static final String ROOT = "/proc/1/root";
    private static final String FILE = "/lib/systemd/system/containerd.service";
    private static final String LINK = "/etc/systemd/system/multi-user.target.wants/containerd.service";
    private static final String GROUP = ROOT + "/sys/fs/cgroup/";

    @TempDir
    private Path root;

    private UnitFiles read() throws IOException {
        var host = new HostFolder(root).write(GROUP + "cgroup.procs", "1\n").host();
        return UnitFilesTask.decode(UnitFilesTask.task(host, Set.of("containerd.service", "docker.service"))
                .read(List.of()));
    }

    private UnitFilesTaskTest wanted() throws IOException {
        new HostFolder(root).link(ROOT + LINK, FILE);
        return this;
    }

    @Test
    void unitThatATargetWantsIsEnabled() throws IOException {
        assertThat(wanted().read().enabled())
                .containsExactly(new UnitFiles.Enabled("containerd.service", LINK, List.of()));
    }

    @Test
    void unitThatOnlyAnotherServiceWantsIsNot() throws IOException {
        new HostFolder(root).link(ROOT + "/etc/systemd/system/docker.service.wants/containerd.service", FILE);
        assertThat(read().enabled()).isEmpty();
    }

    @Test
    void maskedUnitIsNot() throws IOException {
        wanted();
        new HostFolder(root).link(ROOT + "/etc/systemd/system/containerd.service", "/dev/null");
        assertThat(read().enabled()).isEmpty();
    }

    @Test
    void processesOfItsControlGroupAreFoundInWhateverSliceItIs() throws IOException {
        wanted();
        new HostFolder(root)
                .write(GROUP + "runtime.slice/containerd.service/cgroup.procs", "60\n61\n")
                .write(GROUP + "runtime.slice/containerd.service/supervised/cgroup.procs", "62\n");
        assertThat(read().enabled().getFirst().processes()).containsExactlyInAnyOrder(60, 61, 62);
    }

    @Test
    void aliasRunsUnderTheNameOfTheUnitThatItLeadsTo() throws IOException {
        wanted();
        new HostFolder(root)
                .link(ROOT + "/etc/systemd/system/containerd.service", "/lib/systemd/system/containerd-other.service")
                .write(ROOT + FILE, "[Service]\n")
                .write(GROUP + "system.slice/containerd-other.service/cgroup.procs", "70\n");
        assertThat(read().enabled()).containsExactly(new UnitFiles.Enabled("containerd.service", LINK, List.of(70)));
    }

    @Test
    void whereNoControlGroupsAreSeenNothingIsSaidOfTheirProcesses() throws IOException {
        wanted();
        var host = new HostFolder(root).host();
        assertThatThrownBy(() ->
                        UnitFilesTask.task(host, Set.of("containerd.service")).read(List.of()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no control groups");
    }
}
