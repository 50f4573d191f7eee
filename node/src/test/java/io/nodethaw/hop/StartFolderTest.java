package io.nodethaw.hop;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Units;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.wait.ProcessEvidence;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartFolderTest {
    private final WholeNode here = new WholeNode();

    /** "containerd 60 /var/lib/containerd", with a "*" where a start makes files in it. */
    private List<String> folders() {
        return StartFolder.all(here.node.view()).stream().map(this::told).toList();
    }

    private String told(StartFolder folder) {
        return here.node.view().name(folder.daemon().pid()) + " " + folder.path() + (folder.writesFiles() ? " *" : "");
    }

    @Test
    void whatDaemonsHaveOpenTellsWhereTheyWrite() {
        here.containerd.opens(20, "/data/containerd/io.containerd.metadata.v1.bolt/meta.db");
        here.dockerd.opens(20, "/srv/docker/network/files/local-kv.db");
        here.node.listener("/mnt/kubelet/pod-resources/kubelet.sock", here.kubelet.fd(20));
        assertThat(folders())
                .containsExactlyInAnyOrder(
                        "containerd 60 /run/containerd *",
                        "containerd 60 /data/containerd",
                        "dockerd 70 /srv/docker *",
                        "kubelet 80 /mnt/kubelet *");
    }

    /** A folder that nobody is seen to use is not looked at. */
    @Test
    void withoutOpenFilesNoFolderIsGuessed() {
        assertThat(folders()).containsExactly("containerd 60 /run/containerd *");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/srv/docker/volumes/metadata.db",
                "/srv/docker/buildkit/cache.db",
                "/srv/docker/buildkit/history_c8d.db"
            })
    void eachDatabaseOfDockerdTells(String file) {
        here.dockerd.opens(20, file);
        assertThat(folders()).contains("dockerd 70 /srv/docker *");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/network/files/local-kv.db",
                "/srv/docker/network/files/local-kv.db (deleted)",
                "/srv/docker/containers/c0ffee/x-json.log",
                "/home/u/volumes/metadata.db.bak",
                "socket:[7]",
                "srv/docker/volumes/metadata.db",
                ""
            })
    void otherFilesTellNothing(String file) {
        here.dockerd.opens(20, file);
        assertThat(folders()).noneMatch(folder -> folder.startsWith("dockerd"));
    }

    /** It is at the same place whatever --root-dir says. */
    @Test
    void theSocketForPlugInsOfDevicesTellsNothing() {
        here.node.listener("/var/lib/kubelet/device-plugins/kubelet.sock", here.kubelet.fd(20));
        assertThat(folders()).noneMatch(folder -> folder.startsWith("kubelet"));
    }

    @Test
    void aUsersProcessIsNoKubelet() {
        var other = here.node.process(900, "kubelet").ofUser(1000);
        here.node.listener("/home/u/pod-resources/kubelet.sock", other.fd(3));
        assertThat(folders()).noneMatch(folder -> folder.contains("/home/u"));
    }

    /** A file of that name which some other process has open. */
    @Test
    void onlyWhatTheDaemonItselfHasOpenCounts() {
        ProcessEvidence backup = here.node.process(900, "tar");
        backup.opens(3, "/data/containerd/io.containerd.metadata.v1.bolt/meta.db");
        assertThat(folders()).containsExactly("containerd 60 /run/containerd *");
    }

    @Test
    void withoutSocketsNobodyIsKnown() {
        assertThat(StartFolder.all(here.node.blindTo(UnixSockets.TYPE))).isEmpty();
    }

    private List<String> ofDown() {
        return StartFolder.ofDown(here.node.view()).stream()
                .map(folder ->
                        told(folder) + " " + folder.down().map(Units.Unit::name).orElse(""))
                .toList();
    }

    private void unit(String name, String active, Optional<Integer> pid) {
        here.node.says(Units.TYPE, new Units(List.of(unitOf(name, active, pid))));
    }

    private static Units.Unit unitOf(String name, String active, Optional<Integer> pid) {
        return new Units.Unit(
                name,
                "loaded",
                active,
                active.equals("active") ? "running" : "failed",
                "",
                List.of("multi-user.target"),
                active.equals("active") ? "success" : "exit-code",
                Optional.of(Duration.ofMinutes(5)),
                Optional.of(0L),
                pid,
                pid.isPresent() ? Optional.empty() : Optional.of(new Units.Run(1, 1, Duration.ofHours(3))),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void daemonThatDoesNotRunWritesWhereItUsuallyDoes() {
        unit("docker.service", "failed", Optional.empty());
        assertThat(ofDown()).containsExactly("systemd 1 /var/lib/docker * docker.service");
    }

    @Test
    void daemonThatRunsOrIsNotMeantToIsNotDown() {
        unit("docker.service", "active", Optional.of(70));
        assertThat(ofDown()).isEmpty();
        unit("nginx.service", "failed", Optional.empty());
        assertThat(ofDown()).isEmpty();
        assertThat(StartFolder.ofDown(here.node.blindTo(Units.TYPE))).isEmpty();
    }
}
