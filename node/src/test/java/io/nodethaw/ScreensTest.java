package io.nodethaw;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.collect.Host;
import io.nodethaw.report.Ink;
import io.nodethaw.report.OutputFormat;
import io.nodethaw.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The screens in docs/screens.md are what the program prints for recorded incidents, and fit on 24 lines of 80 columns. */
class ScreensTest {
    private static final int LINES = 24;

    private final Program program = new Program(new Host(Path.of("/nowhere"), InstantSource.fixed(Instant.EPOCH)));

    @Test
    void theScreensOfFiveFaultsAreInThePageAndFit() throws IOException {
        var shown = new LinkedHashMap<String, String>();
        shown.put("pods-behind-deaf-systemd", "systemd no longer reads from the bus, and every start waits for it");
        shown.put("shim-stopped", "A shim is stopped, and the containers of a pod with it");
        shown.put("cni-file-lock", "A CNI plug-in waits for a file lock that somebody keeps");
        shown.put("lock-behind-containerd", "containerd is stopped, and kubelet's requests to dockerd queue behind it");
        shown.put("containerd-dead", "containerd was stopped");
        shown.put("healthy", "Nothing is wrong");
        var page = new StringBuilder("""
                # Screens

                What `nodethaw` prints on a terminal of 24 lines and 80 columns, for incidents that were recorded on real nodes
                (`corpus/`). Generated: change the program, then run `make golden`. `-o wide` shows everything, `-o line` the first line
                alone, `-o json` all of it for programs.

                The first line says what is wrong, how many wait for it and since when. Then comes what a person on call asks next:
                which node, what does not work and what does, who is hit, what to do, and why it happened. The chain follows, from
                the top to the root, with waits that are alike in one line; `4 s+` means 4 seconds or more. Whatever the evidence does not tell
                is missing.
                """);
        for (Map.Entry<String, String> one : shown.entrySet()) {
            var screen = screen(one.getKey());
            assertThat(screen.lines()).as(one.getKey()).hasSizeLessThan(LINES).allMatch(line -> line.length() <= 80);
            page.append("\n## ").append(one.getValue()).append("\n\n");
            screen.lines()
                    .forEach(
                            line -> page.append(("    " + line).stripTrailing()).append('\n'));
        }
        Golden.check(Golden.repository("docs/screens.md"), page.toString());
    }

    @Test
    void theReadmeShowsTheSame() throws IOException {
        var shown = screen("pods-behind-deaf-systemd")
                .lines()
                .map(line -> ("    " + line).stripTrailing())
                .collect(Collectors.joining("\n"));
        var readme = Golden.repository("README.md");
        var text = Files.readString(readme);
        int begin = text.indexOf("    STALLED  ");
        int end = text.indexOf("\n\n[Screens](docs/screens.md)");
        assertThat(begin).as("the screen in README.md").isBetween(1, end);
        Golden.check(readme, text.substring(0, begin) + shown + text.substring(end));
    }

    private String screen(String incident) throws IOException {
        try (var text = CorpusCases.input(Golden.repository("corpus").resolve(incident))) {
            var judged =
                    program.judge(program.codec().read(text, "evidence.json").evidence());
            return new Report(
                            judged.verdict(), judged.graph(), judged.view(), judged.triage(), "nodethaw", "", List.of())
                    .print(OutputFormat.TEXT, Ink.PLAIN);
        }
    }
}
