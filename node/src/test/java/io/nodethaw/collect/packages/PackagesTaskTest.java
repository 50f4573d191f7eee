package io.nodethaw.collect.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.evidence.InstalledPackages.Entry;
import io.nodethaw.evidence.ProgramVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackagesTaskTest {
    @TempDir
    private Path root;

    private Host host() {
        return new Host(root, InstantSource.system());
    }

    private void write(String path, String text) throws IOException {
        var file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void program(String path, String script) throws IOException {
        write(path, "#!/bin/sh\n" + script + "\n");
        assertThat(root.resolve(path).toFile().setExecutable(true)).isTrue();
    }

    @Test
    void statusFileOfDpkgIsRead() throws IOException {
        write("var/lib/dpkg/status", """
                Package: systemd
                Status: install ok installed
                Depends: libc6 (>= 2.36)
                Version: 252.38-1~deb12u1
                Description: system
                 Version: 9 in a description

                Package: docker.io
                Status: deinstall ok config-files
                Version: 20.10.5-1

                Package: bash
                Status: install ok installed
                Version: 5.2

                Package: containerd.io
                Status: hold ok installed
                Version: 1.4.3-1
                """);
        var answer = new PackagesTask(host()).read(List.of("systemd", "docker.io", "containerd.io"));
        var installed = PackagesTask.decode(answer);
        assertThat(installed.manager()).isEqualTo("dpkg");
        assertThat(installed.packages())
                .containsExactly(new Entry("systemd", "252.38-1~deb12u1"), new Entry("containerd.io", "1.4.3-1"));
    }

    @Test
    void rpmIsAskedWhereThereIsNoDpkg() throws IOException {
        program(
                "usr/bin/rpm",
                "echo 'systemd 219-62.el7_6.7'; echo 'package runc is not installed'; echo 'docker-ce 3:19.03.5-3.el7'; exit 1");
        var installed = PackagesTask.decode(new PackagesTask(host()).read(List.of("systemd", "runc", "docker-ce")));
        assertThat(installed.manager()).isEqualTo("rpm");
        assertThat(installed.packages())
                .containsExactly(new Entry("systemd", "219-62.el7_6.7"), new Entry("docker-ce", "3:19.03.5-3.el7"));
    }

    @Test
    void anRpmThatHangsIsEnded() throws IOException {
        program("usr/bin/rpm", "exec sleep 60");
        assertThatThrownBy(() -> new PackagesTask(host()).read(List.of("systemd")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("said nothing in 2 s");
    }

    @Test
    void withoutAPackageManagerNothingIsAsked() {
        assertThatThrownBy(() -> new PackagesTask(host()).read(List.of("systemd")))
                .isInstanceOf(NotAskedException.class);
    }

    @Test
    void programsAreAskedForTheirVersion() throws IOException {
        program("usr/sbin/runc", "test \"$1\" = --version && echo 'runc version 1.1.5' && echo spec: 1.0");
        var answer = VersionTask.decode(new VersionTask(host()).read(List.of("runc")));
        assertThat(answer)
                .isEqualTo(new ProgramVersion(root.resolve("usr/sbin/runc").toString(), "runc version 1.1.5"));
    }

    @Test
    void aProgramThatIsNotThereIsNotAsked() {
        assertThatThrownBy(() -> new VersionTask(host()).read(List.of("runc"))).isInstanceOf(NotAskedException.class);
    }

    /** A process 7 that runs this file, and sees the mounts that this number stands for; we and PID 1 see 1. */
    private void runs(String file, int mounts) throws IOException {
        for (var process : List.of("self/1", "1/1", "7/" + mounts)) {
            var parts = process.split("/");
            var folder = Files.createDirectories(root.resolve("proc/" + parts[0] + "/ns"));
            Files.createSymbolicLink(folder.resolve("mnt"), Path.of("mnt:[" + parts[1] + "]"));
        }
        Files.createSymbolicLink(root.resolve("proc/7/exe"), Path.of(file));
    }

    private String kubelet() throws IOException {
        return VersionTask.decode(new VersionTask(host()).read(List.of("kubelet")))
                .text();
    }

    @Test
    void aProgramInAFolderOfItsOwnIsFoundByItsProcess() throws IOException {
        assumeRoot();
        program("home/kubernetes/bin/kubelet", "echo Kubernetes v1.28.3");
        runs("/home/kubernetes/bin/kubelet", 1);
        assertThat(kubelet()).isEqualTo("Kubernetes v1.28.3");
    }

    @Test
    void aProgramThatOnlyAContainerSeesIsNotStarted() throws IOException {
        program("home/kubernetes/bin/kubelet", "echo Kubernetes v1.28.3");
        runs("/home/kubernetes/bin/kubelet", 2);
        assertThatThrownBy(this::kubelet).isInstanceOf(NotAskedException.class);
    }

    @Test
    void aProgramThatOthersMayWriteIsNotStarted() throws IOException {
        program("home/kubernetes/bin/kubelet", "echo Kubernetes v1.28.3");
        Files.setPosixFilePermissions(
                root.resolve("home/kubernetes/bin/kubelet"), PosixFilePermissions.fromString("rwxrwxr-x"));
        runs("/home/kubernetes/bin/kubelet", 1);
        assertThatThrownBy(this::kubelet).isInstanceOf(NotAskedException.class);
    }

    @Test
    void aProgramOfAnotherUserIsNotStarted() throws IOException {
        assumeRoot();
        program("home/kubernetes/bin/kubelet", "echo Kubernetes v1.28.3");
        Files.setAttribute(root.resolve("home/kubernetes/bin/kubelet"), "unix:uid", 1000);
        runs("/home/kubernetes/bin/kubelet", 1);
        assertThatThrownBy(this::kubelet).isInstanceOf(NotAskedException.class);
    }

    private void assumeRoot() throws IOException {
        assumeThat(Files.getAttribute(root, "unix:uid"))
                .as("only root has files of root's")
                .isEqualTo(0);
    }
}
