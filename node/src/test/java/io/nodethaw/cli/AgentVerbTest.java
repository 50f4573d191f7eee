package io.nodethaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentVerbTest {
    private final FakeConsole console = new FakeConsole();

    @TempDir
    private Path folder;

    @Test
    void whoHealsDoesSoAsTheFileOfTheAgentHasItAndNothingElse() throws IOException {
        var file = Files.writeString(
                folder.resolve("agent.yaml"),
                "cures:\n  codes: [systemd.deaf-on-bus]\n  socket: /run/nodethaw/healer\n");
        assertThat(console.run("agent", "--heals", file.toString())).isZero();
        assertThat(console.tools.calls).containsExactly("heals [systemd.deaf-on-bus] at /run/nodethaw/healer");
    }

    @Test
    void whoHealsNeedsASocket() throws IOException {
        var file = Files.writeString(folder.resolve("agent.yaml"), "cures:\n  codes: [systemd.deaf-on-bus]\n");
        assertThat(console.run("agent", "--heals", file.toString())).isEqualTo(64);
        assertThat(console.err()).contains("name it as cures.socket in " + file);
        assertThat(console.tools.calls).isEmpty();
    }
}
