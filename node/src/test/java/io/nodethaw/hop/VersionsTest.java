package io.nodethaw.hop;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.bugs.Catalogue;
import io.nodethaw.bugs.Installed;
import io.nodethaw.evidence.InstalledPackages;
import io.nodethaw.evidence.ProgramVersion;
import io.nodethaw.hop.docker.DockerAnswer;
import io.nodethaw.hop.systemd.PrivateReply;
import java.util.List;
import org.junit.jupiter.api.Test;

class VersionsTest {
    private final WholeNode here = new WholeNode();
    private final Catalogue catalogue = Catalogue.read();

    private List<String> versions(String component) {
        return WholeNode.chain().versions(here.node.view()).of(catalogue.component(component)).stream()
                .map(Installed::version)
                .toList();
    }

    private void installed(String name, String version) {
        here.node.says(
                InstalledPackages.TYPE,
                new InstalledPackages("dpkg", List.of(new InstalledPackages.Entry(name, version))));
    }

    @Test
    void daemonsSayTheirs() {
        assertThat(versions("docker")).containsExactly("20.10.24");
        assertThat(versions("containerd")).containsExactly("1.6.20");
        assertThat(versions("systemd")).containsExactly("252.39-1~deb12u1");
        assertThat(versions("kernel")).hasSize(1);
        assertThat(versions("cri-o")).isEmpty();
    }

    @Test
    void packageOfWhatRunsTellsMore() {
        here.node.says(PrivateReply.TYPE, new PrivateReply("219"));
        installed("systemd", "219-62.el7_6.7");
        assertThat(versions("systemd")).containsExactly("219-62.el7_6.7");
    }

    @Test
    void whatRunsCountsMoreThanWhatWasInstalledSince() {
        here.node.says(DockerAnswer.TYPE, WholeNode.DOCKER, new DockerAnswer("Docker/19.03.5 (linux)"));
        installed("docker-ce", "5:20.10.24~3-0~debian-bookworm");
        assertThat(WholeNode.chain().versions(here.node.view()).of(catalogue.component("docker")))
                .singleElement()
                .satisfies(docker -> {
                    assertThat(docker.version()).isEqualTo("19.03.5");
                    assertThat(docker.how()).isEqualTo("runs; 5:20.10.24~3-0~debian-bookworm is installed since");
                });
    }

    @Test
    void programsSayTheirs() {
        here.node.says(ProgramVersion.TYPE, "runc", new ProgramVersion("/usr/sbin/runc", "runc version 1.1.5+ds1"));
        here.node.says(ProgramVersion.TYPE, "kubelet", new ProgramVersion("/usr/bin/kubelet", "Kubernetes v1.20.2"));
        assertThat(versions("runc")).containsExactly("1.1.5+ds1");
        assertThat(versions("kubelet")).containsExactly("v1.20.2");
    }

    @Test
    void whatCouldNotBeAskedForIsNamed() {
        assertThat(Versions.missing(here.node.blindTo(InstalledPackages.TYPE).evidence()))
                .containsExactly(
                        "packages could not be asked for: never asked",
                        "kubelet could not be asked for its version: never asked",
                        "runc could not be asked for its version: never asked");
        installed("systemd", "252");
        here.node.says(ProgramVersion.TYPE, "runc", new ProgramVersion("/usr/sbin/runc", "runc version 1.1.5"));
        here.node.says(ProgramVersion.TYPE, "kubelet", new ProgramVersion("/usr/bin/kubelet", "Kubernetes v1.20.2"));
        assertThat(Versions.missing(here.node.evidence())).isEmpty();
    }

    @Test
    void oddWordsAreNoVersion() {
        here.node.says(ProgramVersion.TYPE, "runc", new ProgramVersion("/usr/sbin/runc", "no version here"));
        assertThat(versions("runc")).isEmpty();
    }
}
