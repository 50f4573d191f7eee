package io.nodethaw.collect.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodethaw.collect.HostFolder;
import io.nodethaw.collect.NotAskedException;
import io.nodethaw.evidence.ContainerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigTaskTest {
    private static final String BUNDLE = "/run/containerd/io.containerd.runtime.v2.task/k8s.io/c0ffee";

    @TempDir
    Path folder;

    private HostFolder files;

    @BeforeEach
    void open() {
        files = new HostFolder(folder);
    }

    @Test
    void containerdNamesPodAndContainer() throws IOException {
        assertThat(read("""
                {"ociVersion": "1.0.2", "process": {"env": ["PASSWORD=x"], "args": ["a"]}, "annotations": {
                 "io.kubernetes.cri.container-name": "web", "io.kubernetes.cri.container-type": "container",
                 "io.kubernetes.cri.sandbox-name": "cart-2", "io.kubernetes.cri.sandbox-namespace": "shop",
                 "io.kubernetes.cri.sandbox-uid": "269a29c2-8290-4900-ae32-80d3ce3f099a"}}
                """))
                .isEqualTo(new ContainerConfig(
                        "shop", "cart-2", "web", Optional.of("269a29c2-8290-4900-ae32-80d3ce3f099a")));
    }

    @Test
    void crioNamesThemByKubeletsLabels() throws IOException {
        assertThat(read("""
                {"annotations": {"io.kubernetes.pod.name": "cart-2", "io.kubernetes.pod.namespace": "shop",
                 "io.kubernetes.container.name": "POD", "io.kubernetes.pod.uid": "none of a pod", "number": 5}}
                """)).isEqualTo(new ContainerConfig("shop", "cart-2", "POD"));
    }

    @Test
    void aContainerOfNoPodHasNone() throws IOException {
        assertThat(read("{\"hostname\": \"7b1bd85294a0\"}")).isEqualTo(new ContainerConfig("", "", ""));
        assertThat(read("{\"annotations\": null}")).isEqualTo(new ContainerConfig("", "", ""));
    }

    @Test
    void whatIsNoConfigurationIsAnError() {
        assertThatThrownBy(() -> read("[]")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> read("{\"annotations\": {\"a\": ")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> read("")).isInstanceOf(IOException.class);
    }

    @Test
    void onlyThePlainFileOfABundleIsOpened() throws IOException {
        assertThatThrownBy(this::read).isInstanceOf(NotAskedException.class);
        Files.createDirectories(folder.resolve(BUNDLE.substring(1)));
        Files.createSymbolicLink(folder.resolve(BUNDLE.substring(1) + "/config.json"), Path.of("/etc/shadow"));
        assertThatThrownBy(this::read).isInstanceOf(NotAskedException.class);
    }

    private ContainerConfig read(String config) throws IOException {
        files.write(BUNDLE + "/config.json", config);
        return read();
    }

    private ContainerConfig read() throws IOException {
        return ConfigText.read(new ConfigTask(files.host()).read(List.of(BUNDLE)));
    }
}
