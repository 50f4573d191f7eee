package io.nodethaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the agent has left in files: its last word, and its history. */
class StatusVerbTest {
    private static final String FILE = """
            looked\t1772600000000\t1000000\t40000
            line\tSTALLED  systemd 1: deaf on the system bus; 5 tasks wait for it
            condition\tNodeStalled\tTRUE\tSystemdDeafOnBus\tsystemd.deaf-on-bus\t1772600000000\tSTALLED  systemd 1: deaf on the system bus; 5 tasks wait for it
            condition\tNodeFailing\tFALSE\tNotFailing\t\t1772600000000\tall well
            """;

    @TempDir
    Path root;

    private final FakeConsole console = new FakeConsole();

    @BeforeEach
    void folder() throws IOException {
        console.tools.agentFolder = root;
        Files.createDirectories(root.resolve("proc"));
        for (var folder : new String[] {"run", "disk"}) {
            Files.createDirectory(
                    root.resolve(folder),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        uptime(1012);
    }

    private void uptime(int seconds) throws IOException {
        Files.writeString(root.resolve("proc/uptime"), seconds + ".00 1.00\n");
    }

    @Test
    void itTellsWhatTheAgentSaidAndHowLongAgo() throws IOException {
        Files.writeString(root.resolve("run/agent"), FILE);
        assertThat(console.run("status")).isEqualTo(1);
        assertThat(console.out()).isEqualTo("""
                        STALLED  systemd 1: deaf on the system bus; 5 tasks wait for it

                          looked       12 s ago
                          NodeStalled  True (SystemdDeafOnBus) since 2026-03-04T04:53:20Z
                          NodeFailing  False (NotFailing) since 2026-03-04T04:53:20Z
                                       all well
                        """);
    }

    @Test
    void aPlugInOfNodeProblemDetectorGetsALineAndItsExitCode() throws IOException {
        Files.writeString(root.resolve("run/agent"), FILE);
        assertThat(console.run("status", "-o", "line")).isEqualTo(1);
        assertThat(console.out()).isEqualTo("STALLED  systemd 1: deaf on the system bus; 5 tasks wait for it\n");
        assertThat(console.run("status", "-o", "line", "--condition", "NodeFailing"))
                .isZero();
        assertThat(console.out()).isEqualTo("all well\n");
        Files.writeString(root.resolve("run/agent"), FILE.replace("TRUE", "UNKNOWN"));
        assertThat(console.run("status", "-o", "line", "--condition", "NodeStalled"))
                .isEqualTo(2);
        Files.writeString(root.resolve("run/agent"), FILE.replace("all well", "x".repeat(100)));
        console.run("status", "-o", "line", "--condition", "NodeFailing");
        assertThat(console.out()).isEqualTo("x".repeat(77) + "...\n");
    }

    @Test
    void anAgentThatLooksNoMoreIsNotBelieved() throws IOException {
        Files.writeString(root.resolve("run/agent"), FILE);
        uptime(1300);
        assertThat(console.run("status", "-o", "line")).isEqualTo(2);
        assertThat(console.out()).isEqualTo("UNKNOWN  the agent has not looked for 5 min\n");
        assertThat(console.run("status")).isEqualTo(2);
        assertThat(console.out()).contains("300 s ago: the agent looks no more");
    }

    @Test
    void withoutAnAgentNothingIsKnown() throws IOException {
        assertThat(console.run("status", "-o", "line")).isEqualTo(2);
        assertThat(console.out()).isEqualTo("ERROR  no agent has looked at this node\n");
        Files.writeString(root.resolve("run/agent"), "something else");
        assertThat(console.run("status")).isEqualTo(2);
        assertThat(console.err()).contains("it is not what an agent writes");
    }

    @Test
    void theHistoryIsListedAndEachChangeTold() throws IOException {
        assertThat(console.run("history")).isZero();
        assertThat(console.out()).isEqualTo("nothing has changed\n");
        Files.writeString(
                root.resolve("disk/20260304T050000.000.change"),
                "change\t1772600400000\tNodeStalled\tTrue\tFalse\tSystemdDeafOnBus\tsystemd.deaf-on-bus\tSTALLED  x\t\n");
        Files.writeString(root.resolve("disk/20260304T050000.000.json.gz"), "");
        Files.writeString(
                root.resolve("disk/20260304T030000.000.change"),
                "change\t1772593200000\tNodeStalled\tFalse\tUnknown\tNotStalled\t\tHEALTHY  x\t\n");
        assertThat(console.run("history")).isZero();
        assertThat(console.out()).isEqualTo("""
                        20260304T050000.000  NodeStalled True (SystemdDeafOnBus), was False  STALLED  x
                        20260304T030000.000  NodeStalled False (NotStalled), was Unknown  HEALTHY  x
                        """);
        assertThat(console.run("history", "--since", "1h")).isZero();
        assertThat(console.out().lines()).hasSize(1);
        assertThat(console.run("history", "20260304T05")).isZero();
        assertThat(console.out())
                .contains("nodethaw analyze " + root.resolve("disk/20260304T050000.000.json.gz"))
                .contains("nodethaw explain systemd.deaf-on-bus")
                .contains("2026-03-04 05:00:00 UTC");
        assertThat(console.run("history", "-o", "json")).isZero();
        assertThat(console.out()).contains("\"id\": \"20260304T050000.000\"").contains("\"kind\": \"history\"");
        assertThat(console.run("history", "2026")).isEqualTo(2);
        assertThat(console.run("history", "2027")).isEqualTo(2);
    }
}
