package io.nodethaw.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.agent.config.Given;
import io.nodethaw.agent.config.SettingsSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadTest {
    @TempDir
    Path folder;

    private final TestHost time = new TestHost();
    private final LiveSettings live = new LiveSettings(Given.NOTHING.settings());
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<String> told = new ArrayList<>();
    private final ServiceState service = new ServiceState(time.host(), told::add);
    private Path file;
    private Reload reload;

    @BeforeEach
    void begin() {
        file = folder.resolve("agent.yaml");
        var log = new LogLines(time.host(), new PrintStream(err, true, StandardCharsets.UTF_8), false);
        reload = new Reload(
                time.host(), live, new SettingsSource(file, false, Given.NOTHING, Set::of), log, Optional.of(service));
        service.round(new Rounds.Ending.Looked(Verdicts.well(), java.time.Duration.ZERO), List.of());
        told.clear();
    }

    private void reload(String text) throws IOException {
        Files.writeString(file, text);
        err.reset();
        reload.ask();
    }

    private String log() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void newSettingsCountAtOnce() throws IOException {
        reload("every: 20s\nhold: 5s\n");
        assertThat(live.now().every()).hasSeconds(20);
        assertThat(live.now().hold()).hasSeconds(5);
        assertThat(log()).startsWith("event=reloaded file=").doesNotContain("needs-a-start");
        assertThat(told).containsExactly("RELOADING=1\nMONOTONIC_USEC=0", "READY=1");
    }

    @Test
    void wrongOnesChangeNothingAndAreTold() throws IOException {
        reload("every: 20s\n");
        reload("every: 20\nhold: x\n");
        assertThat(live.now().every()).hasSeconds(20);
        assertThat(log()).contains("agent.yaml:1 why=\"every: '20' is wrong").contains("agent.yaml:2 why=\"hold: 'x'");
        assertThat(live.refused())
                .contains("agent.yaml:1: every: '20' is wrong")
                .endsWith(", and 1 more");
        assertThat(told).hasSize(4).endsWith("READY=1");
        reload("hold: 7s\n");
        assertThat(live.refused()).isEmpty();
        assertThat(live.now().hold()).hasSeconds(7);
    }

    @Test
    void whatNeedsAStartIsNamed() throws IOException {
        reload("listen: off\nkubeconfig: /k\nevery: 30s\n");
        assertThat(live.now().listen()).isPresent();
        assertThat(live.now().cluster()).isEmpty();
        assertThat(live.now().every()).hasSeconds(30);
        assertThat(log()).contains("event=needs-a-start settings=\"listen, the cluster\"");
    }

    @Test
    void aFileOnADiskThatHangsKeepsNobody() throws IOException {
        time.hangs = true;
        reload("every: 20s\n");
        reload("every: 25s\n");
        assertThat(live.now().every()).hasSeconds(10);
        time.hangs = false;
        while (!time.waiting.isEmpty()) {
            time.waiting.remove().run();
        }
        assertThat(live.now().every()).hasSeconds(25);
    }
}
