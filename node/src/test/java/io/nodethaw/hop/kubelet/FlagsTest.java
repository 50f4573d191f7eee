package io.nodethaw.hop.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.RuntimeEndpoint;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FlagsTest {
    private static final String ENDPOINT = "--container-runtime-endpoint";
    private static final String CRIO = "unix:///var/run/crio/crio.sock";

    private static List<String> expanded(UnitVariables variables, String... words) {
        return variables.expanded(List.of(words));
    }

    @Test
    void flagIsOneWordOrTwoAndTheLastOneCounts() {
        assertThat(Flags.value(List.of("kubelet", ENDPOINT + "=a", ENDPOINT, CRIO), ENDPOINT))
                .contains(CRIO);
        assertThat(Flags.value(List.of("kubelet", ENDPOINT + "=a", ENDPOINT + "=\"" + CRIO + "\""), ENDPOINT))
                .contains(CRIO);
        assertThat(Flags.value(List.of("kubelet", ENDPOINT), ENDPOINT)).isEmpty();
        assertThat(Flags.value(List.of("kubelet", ENDPOINT + "="), ENDPOINT)).isEmpty();
    }

    @Test
    void variablesOfFilesStandInForWordsAsKubeadmHasThem() {
        var variables = new UnitVariables();
        variables.assign("KUBELET_CONFIG_ARGS=--config=/var/lib/kubelet/config.yaml");
        variables.file("# comment\nKUBELET_KUBEADM_ARGS=\"" + ENDPOINT + "=" + CRIO
                + " \\\n --pod-infra-container-image=x\"\n");
        assertThat(expanded(
                        variables,
                        "/usr/bin/kubelet",
                        "$KUBELET_CONFIG_ARGS",
                        "$KUBELET_KUBEADM_ARGS",
                        "$KUBELET_EXTRA_ARGS"))
                .containsExactly(
                        "/usr/bin/kubelet",
                        "--config=/var/lib/kubelet/config.yaml",
                        ENDPOINT + "=" + CRIO,
                        "--pod-infra-container-image=x");
    }

    @Test
    void variableWithinAWordIsNotSplit() {
        var variables = new UnitVariables();
        variables.assign("SOCKET=/run/a b.sock$1");
        assertThat(expanded(variables, ENDPOINT + "=${SOCKET}", "${NONE}"))
                .containsExactly(ENDPOINT + "=/run/a b.sock$1", "");
    }

    @Test
    void configurationInYamlOrJsonNamesIt() {
        assertThat(configured("kind: KubeletConfiguration\ncontainerRuntimeEndpoint: " + CRIO + " # ours\n"))
                .contains(CRIO);
        assertThat(configured("containerRuntimeEndpoint: \"\"\n")).isEmpty();
        assertThat(configured(
                        "{\"kind\": \"KubeletConfiguration\",\n  \"containerRuntimeEndpoint\": \"" + CRIO + "\"}"))
                .contains(CRIO);
        assertThat(configured("logging:\n  containerRuntimeEndpoint: x\n# containerRuntimeEndpoint: y\n"))
                .isEmpty();
    }

    @Test
    void addressOfASocketIsAPathBelowRun() {
        assertThat(endpoint(CRIO)).contains("/run/crio/crio.sock");
        assertThat(endpoint("/run/my.sock")).contains("/run/my.sock");
        assertThat(endpoint("tcp://127.0.0.1:3735")).isEmpty();
    }

    private static Optional<String> configured(String file) {
        return Flags.configured(file, "containerRuntimeEndpoint");
    }

    private static Optional<String> endpoint(String address) {
        return new RuntimeEndpoint(Optional.of(address), "kubelet.service").path();
    }
}
