package io.nodethaw.collect.proc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodethaw.collect.HostFolder;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.evidence.FileHandles;
import io.nodethaw.evidence.InotifyLimit;
import io.nodethaw.evidence.MountLimit;
import io.nodethaw.evidence.NetworkNamespaceLimit;
import io.nodethaw.evidence.OpenFileLimit;
import io.nodethaw.evidence.TrackedConnections;
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

    @Test
    void numbersOfTheMachineAreReadFromTheirFiles() throws IOException {
        var limits = new Limits(new HostFolder(folder)
                .write("/proc/sys/fs/file-nr", "1153\t3\t2466170\n")
                .write("/proc/sys/fs/mount-max", "100000\n")
                .write("/proc/sys/user/max_net_namespaces", "96365\n")
                .write("/proc/sys/fs/inotify/max_user_instances", "128\n")
                .write("/proc/sys/fs/inotify/max_user_watches", "65536\n")
                .write("/proc/sys/net/ipv4/ip_local_port_range", "32768\t60999\n")
                .write("/proc/sys/net/netfilter/nf_conntrack_count", "70\n")
                .write("/proc/sys/net/netfilter/nf_conntrack_max", "65536\n")
                .host());
        assertThat(limits.fileHandles()).isEqualTo(new FileHandles(1150, 2_466_170));
        assertThat(limits.ofNetworkNamespaces()).isEqualTo(new NetworkNamespaceLimit(96_365));
        assertThat(limits.ofMounts()).isEqualTo(new MountLimit(100_000));
        assertThat(limits.ofInotify()).isEqualTo(new InotifyLimit(128, Optional.of(65_536L)));
        assertThat(limits.portRange().ports()).isEqualTo(28_232);
        assertThat(limits.trackedConnections()).isEqualTo(new TrackedConnections(70, 65_536));
    }

    @Test
    void whatIsNotThereIsNotAskedAndNonsenseIsAnError() {
        var limits = new Limits(new HostFolder(folder)
                .write("/proc/sys/fs/file-nr", "1153 3\n")
                .write("/proc/sys/net/ipv4/ip_local_port_range", "1 70000\n")
                .host());
        assertThatThrownBy(limits::trackedConnections).isInstanceOf(NotAskedException.class);
        assertThatThrownBy(limits::fileHandles).isInstanceOf(MalformedTextException.class);
        assertThatThrownBy(limits::portRange).isInstanceOf(MalformedTextException.class);
    }
}
