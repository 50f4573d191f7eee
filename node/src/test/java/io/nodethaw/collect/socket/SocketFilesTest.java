package io.nodethaw.collect.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.HostFolder;
import io.nodethaw.evidence.UnixSockets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SocketFilesTest {
    private static final String PATH = "/run/containerd/containerd.sock";

    @TempDir
    private Path root;

    @Test
    void nothingThereIsAnAnswer() throws IOException {
        assertThat(SocketFiles.read(new HostFolder(root).host(), PATH).file()).isEmpty();
    }

    @Test
    void twoNamesOfAFileAreTheSame() throws IOException {
        var host = new HostFolder(root).write(PATH, "").host();
        Files.createLink(host.file("/run/other"), host.file(PATH));
        var seen = SocketFiles.read(host, PATH);
        assertThat(SocketFiles.read(host, "/run/other").file()).isEqualTo(seen.file());
        assertThat(seen.path()).isEqualTo(PATH);
        assertThat(seen.file()).isPresent();
    }

    /** In a container with the host's pids. */
    @Test
    void fileIsLookedForWherePidOneSeesIt() throws IOException {
        var host = new HostFolder(root)
                .write("/proc/1/root" + PATH, "")
                .link("/proc/1/ns/mnt", "mnt:[1]")
                .link("/proc/self/ns/mnt", "mnt:[2]")
                .host();
        assertThat(SocketFiles.read(host, PATH).file()).isPresent();
    }

    @Test
    void fileIsLookedForHereWherePidOneSeesTheSame() throws IOException {
        var host = new HostFolder(root)
                .write("/proc/1/root" + PATH, "")
                .link("/proc/1/ns/mnt", "mnt:[1]")
                .link("/proc/self/ns/mnt", "mnt:[1]")
                .host();
        assertThat(SocketFiles.read(host, PATH).file()).isEmpty();
    }

    /** sock_diag only tells about our own network, while /proc tells about every process's. */
    @Test
    void socketsAreThoseOfTheNodesNetwork() throws IOException {
        var host = new HostFolder(root)
                .write("/proc/1/net/unix", """
                        Num RefCount Protocol Flags Type St Inode Path
                        00000000: 00000002 00000000 00010000 0001 01 633601 /run/docker.sock
                        """)
                .link("/proc/1/ns/net", "net:[1]")
                .link("/proc/self/ns/net", "net:[2]")
                .host();
        var deadline = Deadline.in(Duration.ofSeconds(10));
        assertThat(new Sockets(host).unix(deadline).sockets())
                .extracting(UnixSockets.Socket::path)
                .containsExactly("/run/docker.sock");
    }

    /** Major number of 12 bits and minor of 20, in the order of the kernel and of stat(2). */
    @ParameterizedTest
    @CsvSource({"0x57, 0x57", "0x801, 0x800001", "0x10000000c3, 0xc3", "0x123fff, 0x23f001ff", "0x12300000, 0x12300"})
    void devicesAreWrittenAsTheKernelHasThem(String told, String kernel) {
        assertThat(SocketFiles.kernelDevice(Long.decode(told))).isEqualTo(Long.decode(kernel) & 0xffff_ffffL);
    }
}
