package io.nodethaw.collect.dumps;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DumperTest {
    @ParameterizedTest
    @ValueSource(strings = {"dockerd", "containerd", "containerd-shim", "crio"})
    void daemonsThatDumpAreKnown(String comm) {
        assertThat(Dumper.of(comm)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"runc", "kubelet", "java", "docker", "containerd-star", "containerd-nydu", "dockerd-rootles", ""
            })
    void othersGetNoSignal(String comm) {
        assertThat(Dumper.of(comm)).isEmpty();
    }

    @Test
    void shimIsNotTakenForContainerd() {
        assertThat(Dumper.of("containerd-shim").orElseThrow().files()).isEmpty();
        assertThat(Dumper.of("containerd").orElseThrow().files()).isNotEmpty();
    }
}
