package io.nodethaw.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the chart has for cures: nothing, until a policy names what may be cured. */
class CuresTest {
    private static final Map<String, Object> ON = Map.of(
            "appArmor",
            "field",
            "uninstall.hook",
            false,
            "cures.policy.codes[0]",
            "systemd.deaf-on-bus",
            "cures.policy.slots.percent",
            5);

    private static String file(Map<String, Object> values, String name) {
        return String.valueOf(Chart.rendered(values).get(name));
    }

    @Test
    void withoutAPolicyThereIsNoneOfIt() {
        var rendered = Chart.rendered(Chart.PLAIN);
        assertThat(rendered).doesNotContainKeys("cures.yaml", "settings.yaml");
        assertThat(rendered.get("daemonset.yaml")).doesNotContain("healer", "/etc/nodethaw", "KILL");
        assertThat(file(Map.of("cures.policy.hold", "20s"), "daemonset.yaml")).doesNotContain("healer");
    }

    @Test
    void theSecondContainerHasTheRightsAndTheAgentKeepsItsOwn() {
        var pods = file(ON, "daemonset.yaml");
        var agent = pods.substring(pods.indexOf("- name: agent"), pods.indexOf("- name: healer"));
        var healer = pods.substring(pods.indexOf("- name: healer"), pods.indexOf("      volumes:"));
        assertThat(agent).contains("add: [\"SYS_PTRACE\",\"DAC_READ_SEARCH\"]", "mountPath: /etc/nodethaw");
        assertThat(healer)
                .contains(
                        "add: [\"SYS_PTRACE\",\"DAC_READ_SEARCH\",\"KILL\"]",
                        "args: [--heals]",
                        "readOnlyRootFilesystem: true")
                .contains("mountPath: /run/nodethaw", "mountPath: /etc/nodethaw", "privileged: false")
                .doesNotContain("/var/lib/nodethaw", "livenessProbe");
        assertThat(file(ON, "settings.yaml"))
                .contains("  agent.yaml: |", "      socket: /run/nodethaw/healer", "      - systemd.deaf-on-bus");
    }

    @Test
    void anotherPolicyStartsOtherPods() {
        var mark = "nodethaw.io/settings: ";
        var one = file(ON, "daemonset.yaml");
        var other = file(Map.of("appArmor", "field", "cures.policy.codes[0]", "shim.stopped"), "daemonset.yaml");
        assertThat(one.substring(one.indexOf(mark)).lines().findFirst())
                .isNotEqualTo(other.substring(other.indexOf(mark)).lines().findFirst());
    }

    /** {@code -Dgolden.rewrite=true} writes them anew. */
    @Test
    void thePlainRightsAreThoseOfTheChart() throws IOException {
        var plain = Chart.DEPLOY.resolve("kubernetes/cures.yaml");
        var text = "# Rendered from deploy/helm by make golden.\n" + file(ON, "cures.yaml");
        if (Boolean.getBoolean("golden.rewrite")) {
            Files.writeString(plain, text);
        }
        assertThat(plain).hasContent(text);
        assertThat(text).contains("resources: [leases]\n    verbs: [get, create, update]", "verbs: [get, list]");
        assertThat(file(Map.of("cures.policy.codes[0]", "shim.stopped"), "cures.yaml"))
                .contains("resources: [nodes]\n    verbs: [get]")
                .doesNotContain("[get, list]");
    }

    @Test
    void policiesThatTheAgentWouldRefuseAreRefused() {
        for (var wrong : Map.of(
                        "cures.policy.codes[0]",
                        (Object) "{everything}",
                        "cures.policy.perHour",
                        0,
                        "cures.policy.socket",
                        "/elsewhere",
                        "cures.policy.slots.nodes",
                        30,
                        "cures.capabilities",
                        "{KILL}",
                        "cures.resources.limits.memory",
                        "64Mi")
                .entrySet()) {
            assertThatThrownBy(() -> Chart.rendered(Map.of(wrong.getKey(), wrong.getValue())))
                    .as(wrong.getKey())
                    .hasMessageContaining("specifications of the schema");
        }
    }
}
