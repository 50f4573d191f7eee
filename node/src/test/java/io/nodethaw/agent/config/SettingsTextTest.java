package io.nodethaw.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.agent.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SettingsTextTest {
    private static final Set<String> CURABLE = Set.of("systemd.deaf-on-bus", "shim.stopped");

    private static List<String> problems(String text) {
        return SettingsText.parse(text, () -> CURABLE).problems().stream()
                .map(problem -> problem.line() + " " + problem.what())
                .toList();
    }

    private static Settings settings(String text) {
        var read = SettingsText.parse(text, () -> CURABLE);
        assertThat(read.problems()).isEmpty();
        return read.given().settings();
    }

    @Test
    void eachSettingIsRead() {
        var settings = settings("""
                # a comment
                every: 20s
                hold: 1m
                limit: 1500ms
                listen: "[::1]:9"
                kubeconfig: /etc/kubernetes/kubelet.conf
                node: worker-1
                """);
        assertThat(settings.every()).hasSeconds(20);
        assertThat(settings.hold()).hasMinutes(1);
        assertThat(settings.limit()).hasMillis(1500);
        assertThat(settings.listen().orElseThrow().getPort()).isEqualTo(9);
        assertThat(settings.cluster())
                .contains(
                        new Settings.Membership(Optional.of("/etc/kubernetes/kubelet.conf"), Optional.of("worker-1")));
        assertThat(Told.rows(settings))
                .extracting(row -> row.name() + " "
                        + (row.values().isEmpty() ? "none" : row.values().getFirst()))
                .containsExactly(
                        "every 20s",
                        "hold 1m",
                        "limit 1500ms",
                        "listen [0:0:0:0:0:0:0:1]:9",
                        "kubeconfig /etc/kubernetes/kubelet.conf",
                        "inCluster false",
                        "node worker-1",
                        "cures.codes none");
    }

    @Test
    void whatIsNotGivenIsAsUsual() {
        for (var nothing : List.of("", "# nothing\n", "---\n", "{}\n")) {
            assertThat(settings(nothing).every()).as(nothing).isEqualTo(Settings.USUAL.every());
        }
        assertThat(settings("listen: off\n").listen()).isEmpty();
        assertThat(settings("inCluster: false\n").cluster()).isEmpty();
        assertThat(settings("inCluster: true\n").cluster()).isPresent();
    }

    @Test
    void allThatIsWrongIsToldAtOnceWithItsLine() {
        assertThat(problems("""
                        every: 1s
                        hold:
                        limit: [1s, 2s]
                        hols: 3s
                        listen: here:1
                        every: 10s
                        kubeconfig: kubelet.conf
                        inCluster: perhaps
                        node: A/B
                        """))
                .containsExactly(
                        "1 every: '1s' is wrong; expected is a time from 2s to 1h, such as 30s",
                        "2 hold has no value; expected is a time from 1s to 1h, such as 30s",
                        "3 limit has parts; expected is a time from 100ms to 1m, such as 30s",
                        "4 hols is not known; there are cures, every, hold, inCluster, kubeconfig, limit, listen, node",
                        "5 listen: 'here:1' is wrong; expected is an address with a port, such as 127.0.0.1:20258, or off",
                        "6 every is there twice",
                        "7 kubeconfig: 'kubelet.conf' is wrong; expected is a whole path",
                        "8 inCluster: 'perhaps' is wrong; expected is true or false",
                        "9 node: 'A/B' is wrong; expected is a name of a node");
    }

    @Test
    void whatIsNoYamlIsToldWithItsLine() {
        assertThat(problems("every: 10s\nhold: [1s\nlimit: 2s\n"))
                .singleElement()
                .asString()
                .startsWith("3 no YAML: ");
        assertThat(problems("every: 10s\n\tx: y\n")).singleElement().asString().startsWith("2 no YAML: ");
        assertThat(problems("--- \na: b\n--- \nc: d\n"))
                .singleElement()
                .asString()
                .contains("no YAML: ");
        assertThat(problems("- every\n")).containsExactly("1 names with their values are expected");
        assertThat(problems("every\n")).containsExactly("1 names with their values are expected");
        assertThat(problems("[a]: b\n")).singleElement().asString().contains("no YAML: ");
        assertThat(problems("a: &x [1]\nb: *y\n")).singleElement().asString().contains("no YAML: ");
        assertThat(problems("kubeconfig: /k\ninCluster: true\n"))
                .containsExactly("1 kubeconfig and inCluster name two clusters; give one of the two");
        assertThat(problems("\u0007")).singleElement().asString().contains("no YAML: ");
    }

    @Test
    void theCommandLineGoesOverTheFile() {
        var file = SettingsText.parse("every: 20s\nhold: 40s\nkubeconfig: /k\nnode: a\n", () -> CURABLE)
                .given();
        var line = new Given(
                Optional.of(Duration.ofSeconds(5)),
                Optional.empty(),
                Optional.empty(),
                Listen.parse("off"),
                Optional.empty(),
                Optional.of(true),
                Optional.empty(),
                Optional.empty());
        var settings = line.over(file).settings();
        assertThat(settings.every()).hasSeconds(5);
        assertThat(settings.hold()).hasSeconds(40);
        assertThat(settings.listen()).isEmpty();
        assertThat(settings.cluster()).contains(new Settings.Membership(Optional.empty(), Optional.of("a")));
        assertThat(Given.NOTHING.over(file)).isEqualTo(file);
    }

    @Test
    void aPolicyIsReadWhole() {
        var cures = settings("""
                        cures:
                          codes: [systemd.deaf-on-bus, shim.stopped]
                          safe: shim.stopped
                          hold: 20s
                          perHour: 3
                          hours:
                            - days: [mon-wed, sunday]
                              from: 22:00
                              to: "04:00"
                              zone: Europe/Berlin
                          forbiddenBy: example.com/leave-me
                          slots:
                            percent: 5
                            namespace: ops
                            pause: 30m
                          socket: /run/nodethaw/healer
                        """).cures();
        assertThat(cures.sorted()).containsExactly("shim.stopped", "systemd.deaf-on-bus");
        assertThat(cures.safe()).containsExactly("shim.stopped");
        assertThat(cures.hold()).hasSeconds(20);
        assertThat(cures.perHour()).isEqualTo(3);
        assertThat(cures.hours()).singleElement().satisfies(hours -> {
            assertThat(PolicyText.words(hours.days())).containsExactly("mon", "tue", "wed", "sun");
            assertThat(hours.zone()).hasToString("Europe/Berlin");
        });
        assertThat(cures.forbiddenBy()).isEqualTo("example.com/leave-me");
        assertThat(cures.slots().percent()).isEqualTo(5);
        assertThat(cures.slots().namespace()).isEqualTo("ops");
        assertThat(cures.socket()).hasValue(Path.of("/run/nodethaw/healer"));
        assertThat(settings("every: 5s\n").cures().isOn()).isFalse();
    }

    @Test
    void mistakesInAPolicyAreToldTogether() {
        assertThat(problems("""
                        cures:
                          codes: [systemd.deaf]
                          safe: [shim.stopped]
                          hold: 2h
                          perHour: 0
                          hours:
                            - days: [noday]
                              from: 25:00
                              zone: Nowhere/Here
                          forbiddenBy: a b
                          slots:
                            nodes: 2
                            percent: 5
                            max: 3
                          socket: healer
                          colour: red
                        """))
                .extracting(problem -> problem.split(" ")[0] + " " + problem.split(" ")[1])
                .containsExactly(
                        "2 cures.codes:",
                        "2 cures",
                        "2 cures.safe:",
                        "4 cures.hold:",
                        "5 cures.perHour:",
                        "7 cures.hours.days:",
                        "7 cures.hours",
                        "8 cures.hours.from:",
                        "9 cures.hours.zone:",
                        "10 cures.forbiddenBy:",
                        "12 cures.slots:",
                        "14 cures.slots.max",
                        "15 cures.socket:",
                        "16 cures.colour");
    }
}
