package io.nodethaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.nodethaw.evidence.InstalledPackages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LintTest {
    private static final String BUG = "systemd-11809";

    private final FakeConsole console = new FakeConsole();

    /** What was said about the bug: its first line, or nothing. */
    private String told(String list) {
        console.stdin = list;
        assertThat(console.run("lint", "-")).as(console.err()).isZero();
        return console.out()
                .lines()
                .filter(line -> line.contains(BUG))
                .findFirst()
                .orElse("");
    }

    /** As shipped, in the words of the package manager of each. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "CentOS 7.4, systemd-219-42.el7.x86_64, settled",
        "CentOS 7.6, systemd-219-62.el7.x86_64, settled",
        "CentOS 7.6 before the fix, systemd-219-62.el7_6.7.x86_64, settled",
        "CentOS 7.6 with the fix, systemd-219-62.el7_6.8.x86_64, ''",
        "CentOS 7.9, systemd-219-78.el7.x86_64, ''",
        "CentOS 8.0, systemd-239-13.el8.x86_64, settled",
        "RHEL 8 before the fix, systemd 239-15.el8, settled",
        "RHEL 8 with the fix, systemd 239-16.el8, ''",
        "Ubuntu 18.04, ii  systemd 237-3ubuntu10 amd64 system and service manager, settled",
        "Ubuntu 18.04 with the fix, ii  systemd 237-3ubuntu10.41 amd64 system and service manager, ''",
        "Debian 9, systemd 232-25+deb9u1, settled",
        "Debian 9 with updates, systemd 232-25+deb9u12, settled; this package may hold the fix",
        "Oracle Linux 7.6, systemd-219-62.0.4.el7_6.5.x86_64, settled; this package may hold the fix",
        "CentOS 8.0 as dnf repoquery says it, systemd-0:239-13.el8_0.5.x86_64, settled",
        "Debian 12, systemd 252.38-1~deb12u1, ''",
        "Amazon Linux 2, systemd-219-57.amzn2.0.9.x86_64, settled",
        "Amazon Linux 2 in 2023, systemd-219-78.amzn2.0.21.x86_64, ''",
        "CentOS 8.0 as systemctl --version says it, systemd 239 (239-13.el8), settled",
        "RHEL 8 with the fix as systemctl --version says it, systemd 239 (239-16.el8), ''",
        "upstream as systemctl --version says it, systemd 241 (241), settled",
        "upstream, systemd 241, settled",
        "upstream with the fix, systemd 242, ''",
    })
    void cookieOverflowIsToldWhereItApplies(String where, String list, String standing) {
        if (standing.isEmpty()) {
            assertThat(told(list)).isEmpty();
        } else {
            assertThat(told(list)).startsWith("  " + BUG + "  " + standing);
        }
    }

    @Test
    void everythingAboutABugIsToldOnce() {
        console.stdin = "systemd 241\ndbus 1.14.10\n";
        assertThat(console.run("lint", "-")).isZero();
        assertThat(console.out())
                .contains("systemd 241", "what", "trigger", "fixed", "in 242; RHEL and CentOS 7: ", "cure")
                .contains("systemd.deaf-on-bus")
                .contains("https://github.com/systemd/systemd/issues/11809")
                .contains("known in dbus 1.14.10")
                .contains("kubelet, docker, cri-o, containerd, runc, kernel, go");
    }

    @Test
    void thisNodeIsAsked() {
        console.tools.evidence = console.tools.evidence.toBuilder()
                .seen(
                        InstalledPackages.TYPE,
                        "",
                        new InstalledPackages("rpm", List.of(new InstalledPackages.Entry("systemd", "219-42.el7"))))
                .build();
        assertThat(console.run("lint", "--limit", "2s")).isZero();
        assertThat(console.tools.calls).containsExactly("versions 2000 2000");
        assertThat(console.out()).contains(BUG);
    }

    @Test
    void packagesOfOneVersionAreToldOnce() {
        console.stdin = "dbus 1.12.2\ndbus-daemon 1.12.2\n";
        assertThat(console.run("lint", "-")).isZero();
        assertThat(console.out()).containsOnlyOnce("dbus 1.12.2");
    }

    @Test
    void nothingToldIsNoAnswer() {
        assertThat(console.run("lint")).isEqualTo(2);
        assertThat(console.err()).contains("no version of a part that has known bugs is told");
        console.stdin = "bash 5.2\n";
        assertThat(console.run("lint", "-")).isEqualTo(2);
        assertThat(console.run("lint", "-", "-o", "json")).isEqualTo(2);
        assertThat(JsonParser.parseString(console.out()).isJsonObject()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "systemd 241, settled, 1",
        "systemd 241, any, 1",
        "systemd 232-25+deb9u12, settled, 0",
        "systemd 232-25+deb9u12, any, 1",
        "systemd 252, any, 0",
        "systemd 246, settled, 0",
        "systemd 246, any, 1",
    })
    void failsOnlyWhereItIsAskedTo(String list, String what, int exit) {
        console.stdin = list;
        assertThat(console.run("lint", "-")).isZero();
        assertThat(console.run("lint", "-", "--fail-on", what)).isEqualTo(exit);
    }

    @Test
    void nodesOfKubectlAreToldOneByOne() {
        console.stdin = """
                {"items": [
                 {"metadata": {"name": "old"}, "status": {"nodeInfo": {"kubeletVersion": "v1.20.2",
                  "kernelVersion": "3.10.0-957.el7.x86_64", "containerRuntimeVersion": "docker://17.12.0-ce"}}},
                 {"metadata": {"name": "new"}, "status": {"nodeInfo": {"kubeletVersion": "v1.33.1",
                  "kernelVersion": "6.12.1", "containerRuntimeVersion": "containerd://2.1.0"}}}]}
                """;
        assertThat(console.run("lint", "-")).isZero();
        var halves = console.out().split("node new");
        assertThat(halves).hasSize(2);
        assertThat(halves[0]).contains("node old", "kubernetes-100328", "kernel-kmem-el7", "moby-36661");
        assertThat(halves[1]).contains("known in kubelet v1.33.1, containerd 2.1.0, kernel 6.12.1");
        assertThat(console.run("lint", "-", "-o", "json")).isZero();
        var nodes = JsonParser.parseString(console.out()).getAsJsonObject().getAsJsonArray("nodes");
        assertThat(nodes).hasSize(2);
        assertThat(nodes.get(0).getAsJsonObject().get("name").getAsString()).isEqualTo("old");
        assertThat(console.run("lint", "-", "-o", "yaml")).isZero();
        assertThat(console.out()).startsWith("---\n").contains("kubernetes-100328");
    }

    @Test
    void severalFilesAreSeveralNodes(@TempDir Path folder) throws IOException {
        var files = Stream.of("a.txt", "b.txt").map(folder::resolve).toList();
        Files.writeString(files.getFirst(), "systemd 241\n");
        Files.writeString(files.getLast(), "systemd 252\n");
        assertThat(console.run(
                        "lint", files.getFirst().toString(), files.getLast().toString()))
                .isZero();
        assertThat(console.out()).contains("node " + files.getFirst(), "node " + files.getLast());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/nowhere/at/all", "/dev/zero", ""})
    void whatCannotBeReadIsNamed(String file) {
        assertThat(console.run("lint", file)).isEqualTo(2);
        assertThat(console.err()).startsWith("nodethaw: ").hasLineCount(1);
    }

    @Test
    void versionsArePrintedSafely() {
        console.stdin = "systemd 241\u001b[31m\n";
        assertThat(console.run("lint", "-")).isZero();
        assertThat(console.out()).doesNotContain("\u001b");
    }
}
