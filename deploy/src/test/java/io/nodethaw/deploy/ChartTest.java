package io.nodethaw.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The chart by Helm itself: it is clean, its values are checked, and the plain manifests are what it renders. */
class ChartTest {
    private static final String IMAGE = "registry.example/nodethaw";

    @Test
    void helmHasNothingAgainstIt() {
        var result = Chart.lint();
        assertThat(result.isFailed()).as(result.getMessages().toString()).isFalse();
        assertThat(result.getMessages())
                .noneMatch(message -> message.contains("[WARNING]") || message.contains("[ERROR]"));
    }

    /** {@code -Dgolden.rewrite=true} writes them anew. */
    @Test
    void thePlainManifestsAreThoseOfTheChart() throws IOException {
        var rendered = Chart.rendered(Chart.PLAIN);
        for (var file : List.of("rbac.yaml", "daemonset.yaml", "uninstall.yaml")) {
            var plain = Chart.DEPLOY.resolve("kubernetes").resolve(file);
            var text = "# Rendered from deploy/helm by make golden.\n" + rendered.get(file);
            if (Boolean.getBoolean("golden.rewrite")) {
                Files.writeString(plain, text);
            }
            assertThat(plain).hasContent(text);
        }
        assertThat(rendered).containsOnlyKeys("rbac.yaml", "daemonset.yaml", "uninstall.yaml");
    }

    /** The pod that the lab's rows run in is the one that docs/pod.yaml describes. */
    @Test
    void itIsAllowedWhatThePodOfTheDocumentsIs() throws IOException {
        var pod = Files.readString(Chart.DEPLOY.resolve("../docs/pod.yaml"));
        var agent = String.valueOf(Chart.rendered(Chart.PLAIN).get("daemonset.yaml"));
        assertThat(words(agent, "add: \\[(.*)\\]")).isEqualTo(words(pod, "add: \\[(.*)\\]"));
        for (var line : List.of(
                "hostPID: true",
                "hostNetwork: true",
                "runAsUser: 0",
                "privileged: false",
                "allowPrivilegeEscalation: false",
                "readOnlyRootFilesystem: true",
                "drop: [ALL]",
                "type: RuntimeDefault",
                "type: Unconfined",
                "priorityClassName: system-node-critical")) {
            assertThat(pod).contains(line);
            assertThat(agent).contains(line);
        }
        assertThat(words(agent, "path: (/\\S+/nodethaw)$")).containsExactly("/run/nodethaw", "/var/lib/nodethaw");
        assertThat(agent).doesNotContain("livenessProbe", "cpu: 1", "privileged: true");
    }

    private static TreeSet<String> words(String text, String pattern) {
        var words = new TreeSet<String>();
        Pattern.compile(pattern, Pattern.MULTILINE)
                .matcher(text)
                .results()
                .forEach(found ->
                        words.addAll(List.of(found.group(1).replace("\"", "").split(", ?"))));
        return words;
    }

    @Test
    void theAgentMayDoThreeThingsAndTheHookTwo() {
        var rendered = Chart.rendered(Chart.PLAIN);
        assertThat(rendered.get("rbac.yaml")).containsPattern("""
            rules:
              - apiGroups: \\[""]
                resources: \\[nodes/status]
                verbs: \\[patch]
              - apiGroups: \\[""]
                resources: \\[events]
                verbs: \\[create]
              - apiGroups: \\[""]
                resources: \\[pods]
                verbs: \\[get]
            ---
            """);
        assertThat(words(String.valueOf(rendered.get("uninstall.yaml")), "verbs: \\[(.*)]"))
                .containsExactly("list", "patch");
    }

    @Test
    void whatHelmRunsAfterwardsIsAHook() throws IOException {
        assertThat(Chart.rendered(Map.of())).doesNotContainKey("uninstall.yaml");
        assertThat(Files.readString(Chart.DEPLOY.resolve("helm/nodethaw/templates/uninstall.yaml")))
                .contains("helm.sh/hook: post-delete");
    }

    @Test
    void olderClustersAreToldOfAppArmorInTheirWay() {
        assertThat(agent("appArmor", "annotation"))
                .contains("container.apparmor.security.beta.kubernetes.io/agent: unconfined")
                .doesNotContain("appArmorProfile");
    }

    @Test
    void whereMetricsAreServedIsChosen() {
        assertThat(agent("metrics.listen", "node"))
                .contains("--listen=$(NODE_ADDRESS):20258", "fieldPath: status.hostIP")
                .doesNotContain("host: 127.0.0.1");
        assertThat(agent("metrics.listen", "off")).contains("--listen=off").doesNotContain("readinessProbe", "ports:");
        assertThat(agent("image.digest", "sha256:" + "0".repeat(64))).contains(IMAGE + "@sha256:000");
    }

    private static String agent(String name, Object value) {
        return String.valueOf(
                Chart.rendered(Map.of("image.repository", IMAGE, name, value)).get("daemonset.yaml"));
    }

    @Test
    void valuesThatWouldNotDoAreRefused() {
        for (var wrong : Map.of(
                        "resources.limits.memory", (Object) "256Mi",
                        "resources.limits.cpu", "100m",
                        "metrics.listen", "everywhere",
                        "agent.hold", "soon",
                        "capabilities[0]", "SYS_ADMIN",
                        "image.digest", "latest",
                        "monitoring.podMonitor", "yes",
                        "unknown", "x")
                .entrySet()) {
            assertThatThrownBy(() -> Chart.rendered(Map.of(wrong.getKey(), wrong.getValue())))
                    .as(wrong.getKey())
                    .hasMessageContaining("specifications of the schema");
        }
    }

    @Test
    void objectsForPrometheusAndGrafanaAreThereOnDemand() {
        var all = Chart.rendered(Map.of(
                "metrics.listen",
                "node",
                "monitoring.podMonitor",
                true,
                "monitoring.rules",
                true,
                "monitoring.dashboard",
                true));
        assertThat(all.get("monitoring.yaml"))
                .contains(
                        "kind: PodMonitor",
                        "kind: PrometheusRule",
                        "kind: ConfigMap",
                        "  groups:",
                        "  nodethaw.json: |");
        assertThatThrownBy(() -> Chart.rendered(Map.of("monitoring.podMonitor", true)))
                .hasMessageContaining("needs metrics.listen: node");
    }
}
