package io.nodethaw.hop.cri;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.collect.wire.grpc.Cri;
import io.nodethaw.evidence.RuntimeSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingsTest {
    private static RuntimeSettings of(String config, Cri.Condition... conditions) {
        return Settings.of(new Cri.Status(List.of(conditions), Map.of("config", config)));
    }

    private static RuntimeSettings runtime(String runtime) {
        return of("{'containerd': {'defaultRuntimeName': 'mine', 'runtimes': {'runc': {}, 'mine': {%s}}}}"
                .formatted(runtime)
                .replace('\'', '"'));
    }

    @Test
    void runcIsTheUsualProgram() {
        assertThat(
                        runtime(
                                "'runtimeType': 'io.containerd.runc.v2', 'runtimePath': '', 'options': {'SystemdCgroup': true}"))
                .isEqualTo(new RuntimeSettings("containerd-shim-runc-v2", "runc", Optional.empty()));
        assertThat(runtime("'runtimeType': 'io.containerd.runc.v2', 'options': null")
                        .program())
                .isEqualTo("runc");
    }

    @Test
    void configuredPathsCount() {
        assertThat(runtime("'runtimeType': 'io.containerd.runc.v2', 'runtimePath': '/opt/shim', "
                        + "'options': {'BinaryName': '/usr/bin/nvidia-container-runtime'}"))
                .isEqualTo(new RuntimeSettings("/opt/shim", "/usr/bin/nvidia-container-runtime", Optional.empty()));
    }

    @Test
    void otherShimStartsWeDoNotKnowWhat() {
        assertThat(runtime("'runtimeType': 'io.containerd.kata.v2'"))
                .isEqualTo(new RuntimeSettings("containerd-shim-kata-v2", "", Optional.empty()));
        assertThat(runtime("'runtimeType': 'io.containerd.runtime.v1.linux'"))
                .isEqualTo(new RuntimeSettings("", "", Optional.empty()));
    }

    @Test
    void networkIsThatOfTheCondition() {
        var config = "{\"cni\": {\"confDir\": \"/etc/cni/net.d\"}}";
        assertThat(of(
                                config,
                                new Cri.Condition("RuntimeReady", true, "", ""),
                                new Cri.Condition("NetworkReady", false, "NetworkPluginNotReady", "not initialized"))
                        .network())
                .contains(new RuntimeSettings.Network(
                        false, "NetworkPluginNotReady", "not initialized", "/etc/cni/net.d"));
    }

    @Test
    void whatIsNotToldStaysEmpty() {
        for (var config : List.of("", "{", "[]", "3", "{\"containerd\": []}", "{\"containerd\": {\"runtimes\": 1}}")) {
            assertThat(of(config)).isEqualTo(new RuntimeSettings("", "", Optional.empty()));
        }
    }
}
