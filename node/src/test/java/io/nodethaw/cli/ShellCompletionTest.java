package io.nodethaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What real shells offer; a shell that is not installed is skipped, and the test says so. */
class ShellCompletionTest {
    private static final List<String> CODES = List.of("systemd.deaf-on-bus", "systemd.stopped", "dbus.frozen");

    /** Records what zsh's own functions would add, and types into a zsh that has a terminal. */
    private static final String ZSH = """
            zmodload zsh/zpty
            zpty shell zsh -f -i
            zpty -w shell "PROMPT= ; autoload -U compinit; compinit -u -D; source $1"
            zpty -w shell 'compadd() { local -a hits; builtin compadd -O hits "$@"; print -rl -- $hits >> '$3'; builtin compadd "$@" }'
            zpty -w shell 'finished() { print done >> '$3'.done }; zle -N finished; bindkey "^X" finished; bindkey "^I" complete-word'
            zpty -w -n shell "$2"$'\\t\\x18'
            for i in {1..500}; do [[ -e $3.done ]] && break; zpty -r -t shell > /dev/null; sleep 0.01; done
            zpty -d shell
            cat $3 2>/dev/null; true
            """;

    /** Cuts a line into words as readline does, at blanks and equals signs. */
    private static final String BASH = """
            source "$1"
            COMP_LINE=$2 COMP_WORDS=()
            while [[ $2 =~ ^([^\\ =]+|=|\\ )(.*)$ ]]; do
                [[ ${BASH_REMATCH[1]} == ' ' ]] || COMP_WORDS+=("${BASH_REMATCH[1]}")
                last=${BASH_REMATCH[1]}; set -- "$1" "${BASH_REMATCH[2]}"
            done
            [[ $last == ' ' ]] && COMP_WORDS+=('')
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            compopt() { [[ $2 != default ]] || compgen -f -- "${COMP_WORDS[COMP_CWORD]}"; }
            _nodethaw
            printf '%s\\n' "${COMPREPLY[@]}"
            """;

    @TempDir
    Path folder;

    private Path node;

    @BeforeEach
    void aFileToFind() throws IOException {
        node = Files.createFile(folder.resolve("dump-of-a-daemon.txt"));
    }

    private List<String> offered(String shell, String line) throws Exception {
        var script = Files.writeString(folder.resolve("script"), Completion.of(shell, CODES));
        var command = new ArrayList<String>();
        switch (shell) {
            case "bash" -> command.addAll(List.of("bash", "-c", BASH, "bash", script.toString(), line));
            case "zsh" ->
                command.addAll(List.of(
                        "zsh",
                        "-f",
                        "-c",
                        ZSH,
                        "zsh",
                        script.toString(),
                        line,
                        folder.resolve("hits" + System.nanoTime()).toString()));
            default -> command.addAll(List.of("fish", "-N", "-c", "source " + script + "; complete -C '" + line + "'"));
        }
        return run(command).lines().map(text -> text.split("\t")[0].strip()).toList();
    }

    private String run(List<String> command) throws InterruptedException, IOException {
        Process process;
        try {
            var builder = new ProcessBuilder(command).redirectErrorStream(true).directory(folder.toFile());
            builder.environment().put("HOME", folder.toString());
            process = builder.start();
        } catch (IOException e) {
            Assumptions.abort(command.getFirst() + " is not installed");
            throw e;
        }
        process.getOutputStream().close();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return text;
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void understandsItsScript(String shell) throws Exception {
        var script = Files.writeString(folder.resolve("script"), Completion.of(shell, CODES));
        assertThat(run(List.of(shell, "-n", script.toString()))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void offersVerbsAndOptions(String shell) throws Exception {
        assertThat(offered(shell, "nodethaw ")).contains("diagnose", "heal", "stacks", "version");
        assertThat(offered(shell, "nodethaw heal --y")).contains("--yes");
        assertThat(offered(shell, "nodethaw completion ")).contains("bash", "zsh", "fish");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void offersTheFormatsThatAVerbHas(String shell) throws Exception {
        assertThat(offered(shell, "nodethaw heal -o "))
                .contains("text", "json", "yaml")
                .doesNotContain("dot", "html", "wide");
        assertThat(offered(shell, "nodethaw stacks --output="))
                .anyMatch(text -> text.endsWith("html"))
                .noneMatch(text -> text.endsWith("dot"));
        assertThat(offered(shell, "nodethaw --output=j")).anyMatch(text -> text.endsWith("json"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void offersVerbsBelowAVerb(String shell) throws Exception {
        assertThat(offered(shell, "nodethaw ")).contains("bus").doesNotContain("serial");
        assertThat(offered(shell, "nodethaw bus "))
                .contains("list", "tree", "serial")
                .doesNotContain("heal");
        assertThat(offered(shell, "nodethaw bus serial --f")).contains("--for");
        assertThat(offered(shell, "nodethaw bus serial -o "))
                .contains("text", "json", "yaml")
                .doesNotContain("dot", "line");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void offersCodesFilesAndNames(String shell) throws Exception {
        assertThat(offered(shell, "nodethaw explain systemd.")).contains("systemd.deaf-on-bus", "systemd.stopped");
        assertThat(offered(shell, "nodethaw stacks dump-"))
                .contains(node.getFileName().toString());
        assertThat(offered(shell, "nodethaw analyze dump-"))
                .contains(node.getFileName().toString());
        assertThat(offered(shell, "nodethaw heal --save-evidence dump-"))
                .contains(node.getFileName().toString());
        assertThat(offered(shell, "nodethaw stacks --state dump-"))
                .doesNotContain(node.getFileName().toString());
        var ours = Files.readString(Path.of("/proc/self/comm")).strip();
        for (var verb : List.of("chain ", "stacks ")) {
            assertThat(offered(shell, "nodethaw " + verb + ours.substring(0, 2)))
                    .contains(ours);
        }
        assertThat(offered(shell, "nodethaw chain dump-"))
                .isNotEqualTo(List.of(node.getFileName().toString()));
    }

    @Test
    void programsAreNamedAndTheKernelsThreadsAreNot() throws Exception {
        status(1, "Name:\tsystemd\nUmask:\t0000\nVmPeak:\t  10 kB\nVmSize:\t  10 kB\n");
        status(2, "Name:\tkthreadd\nUmask:\t0000\nThreads:\t1\n");
        status(640, "Name:\tcontainerd\nVmSize:\t  10 kB\n");
        status(641, "Name:\tcontainerd\nVmSize:\t  10 kB\n");
        status(700, "Name:\ttwo words\nVmSize:\t  10 kB\n");
        var command = Completion.PROGRAMS.replace("/proc/", folder + "/");
        assertThat(run(List.of("sh", "-c", command))).isEqualTo("containerd\nsystemd\n");
    }

    private void status(int pid, String text) throws IOException {
        Files.writeString(
                Files.createDirectory(folder.resolve(Integer.toString(pid))).resolve("status"), text);
    }
}
