package io.nodethaw.collect.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.collect.HostFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderReaderTest {
    private static final String BUNDLE = "/run/containerd/io.containerd.runtime.v2.task/k8s.io/c0ffee";

    @TempDir
    Path folder;

    private HostFolder files;

    @BeforeEach
    void open() {
        files = new HostFolder(folder);
    }

    @Test
    void bundlesTellPidAndAddress() throws IOException {
        files.write(BUNDLE + "/init.pid", "4711");
        files.write(BUNDLE + "/address", "unix:///run/containerd/s/5af1");
        var read = new FolderReader(files.host()).read();
        assertThat(read.whole()).isTrue();
        var bundle = read.bundle("c0ffee").orElseThrow();
        assertThat(bundle.namespace()).isEqualTo("k8s.io");
        assertThat(bundle.pid()).contains(4711);
        assertThat(bundle.address()).isEqualTo("unix:///run/containerd/s/5af1");
        assertThat(bundle.age()).isPresent();
    }

    @Test
    void statesTellWhenTheirProcessBegan() throws IOException {
        files.write(
                "/run/docker/runtime-runc/moby/c0ffee/state.json",
                "{\"id\":\"c0ffee\",\"init_process_pid\":210,\"init_process_start\":99887,\"created\":\"x\",\"config\":{\"pid\":1");
        files.write("/run/containerd/runc/k8s.io/beef/status", "{\"pid\": 211,\n \"process-start-time\": 99888}");
        files.write("/run/containerd/runc/k8s.io/empty/exec.fifo", "");
        var read = new FolderReader(files.host()).read();
        assertThat(read.state("c0ffee").orElseThrow().startTicks()).contains(99887L);
        assertThat(read.state("beef").orElseThrow().pid()).contains(211);
        assertThat(read.state("empty").orElseThrow().startTicks()).isEqualTo(Optional.empty());
    }

    @Test
    void scopesAreCounted() throws IOException {
        files.write("/run/systemd/transient/a.scope", "");
        files.write("/run/systemd/transient/b.service", "");
        assertThat(new FolderReader(files.host()).read().scopes()).contains(1);
    }

    @Test
    void nodeWithoutContainersHasNone() {
        var read = new FolderReader(files.host()).read();
        assertThat(read.bundles()).isEmpty();
        assertThat(read.whole()).isTrue();
        assertThat(read.scopes()).contains(0);
    }
}
