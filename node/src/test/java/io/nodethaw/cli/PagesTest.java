package io.nodethaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.Golden;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made from the table of verbs and options. */
class PagesTest {
    @TempDir
    Path folder;

    @Test
    void theManualPageIsUpToDate() {
        Golden.check(Golden.repository("docs/nodethaw.1"), ManPage.of());
    }

    @Test
    void everyVerbAndOptionIsInHelpManualAndCompletion() {
        for (var verb : Table.VERBS) {
            assertThat(HelpText.all()).contains("  " + verb.name());
            assertThat(ManPage.of()).contains(verb.name());
            for (var option : verb.options()) {
                assertThat(HelpText.of(verb)).contains("--" + option.name());
                for (var shell : Table.COMPLETION.choices()) {
                    assertThat(Completion.of(shell)).contains(option.name()).contains(verb.name());
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void theShellUnderstandsItsScript(String shell) throws Exception {
        var script = folder.resolve("script");
        Files.writeString(script, Completion.of(shell));
        var ran = run(List.of(shell, "-n", script.toString()));
        assertThat(ran).isEmpty();
    }

    @Test
    void bashOffersVerbsOptionsAndValues() throws Exception {
        assertThat(bash("nodethaw", "")).contains("diagnose", "heal", "--output");
        assertThat(bash("nodethaw", "he")).containsExactly("heal");
        assertThat(bash("nodethaw", "-o", "")).containsExactly("text", "wide", "json", "yaml", "dot", "html");
        assertThat(bash("nodethaw", "heal", "--y")).containsExactly("--yes");
        assertThat(bash("nodethaw", "completion", "b")).containsExactly("bash");
    }

    private List<String> bash(String... words) throws Exception {
        var script = folder.resolve("script");
        Files.writeString(
                script,
                Completion.of("bash") + "compopt() { :; }\nCOMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); _nodethaw\n"
                        + "printf '%s\\n' \"${COMPREPLY[@]}\"\n");
        return run(Stream.concat(Stream.of("bash", script.toString()), Stream.of(words))
                        .toList())
                .lines()
                .toList();
    }

    private static String run(List<String> command) throws InterruptedException, IOException {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            Assumptions.abort(command.getFirst() + " is not installed");
            throw e;
        }
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return text;
    }
}
