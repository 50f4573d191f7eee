package io.nodethaw.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodethaw.Golden;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is generated from the table of verbs and options. */
class PagesTest {
    @Test
    void theManualPageIsUpToDate() {
        Golden.check(Golden.repository("docs/nodethaw.1"), ManPage.of());
    }

    @Test
    void everyVerbAndOptionIsInHelpManualAndCompletion() {
        for (var verb : all(Table.VERBS)) {
            var synopsis = verb.synopsis();
            assertThat(HelpText.all()).contains("  " + synopsis.name().split(" ")[0]);
            assertThat(ManPage.of()).contains(synopsis.name());
            for (var option : synopsis.options()) {
                assertThat(HelpText.of(verb)).contains("--" + option.name());
                for (var shell : List.of("bash", "zsh", "fish")) {
                    assertThat(Completion.of(shell, List.of()))
                            .contains(option.name())
                            .contains(synopsis.name().split(" "));
                }
            }
        }
    }

    @Test
    void everyHelpHasAnExampleAndOnlyTheFormatsThereAre() {
        for (var verb : all(Table.VERBS)) {
            var help = HelpText.of(verb);
            assertThat(help).contains("\nexample");
            assertThat(verb.synopsis().examples()).isNotEmpty().allMatch(example -> example.contains("nodethaw"));
            assertThat(help.contains("--output"))
                    .isEqualTo(!verb.synopsis().formats().isEmpty());
            for (var format : Table.OUTPUT.choices()) {
                var console = new FakeConsole();
                boolean has = verb.synopsis().formats().contains(format);
                assertThat(console.run((verb.synopsis().name() + " -o " + format + " --help").split(" ")))
                        .as(verb.synopsis().name() + " " + format)
                        .isEqualTo(has ? 0 : 64);
                assertThat(help.matches("(?s).*--output FORMAT[^\n]*\\b" + format + "\\b.*"))
                        .isEqualTo(has);
            }
        }
    }

    /** With those below them. */
    private static List<Verb> all(List<Verb> verbs) {
        return verbs.stream()
                .flatMap(verb -> Stream.concat(Stream.of(verb), all(verb.verbs()).stream()))
                .toList();
    }

    @Test
    void theVersionIsAVerbToo() {
        var console = new FakeConsole();
        assertThat(console.run("version")).isZero();
        assertThat(console.out()).isEqualTo("nodethaw 0.0\n");
    }

    /** A verb that only has sub-verbs, or is one of them. */
    private record Below(String name, List<Verb> verbs) implements Verb {
        @Override
        public Synopsis synopsis() {
            return new Synopsis(
                    name,
                    "",
                    Synopsis.Operands.NONE,
                    0,
                    0,
                    List.of(),
                    List.of("text", "json"),
                    "does " + name,
                    List.of(),
                    List.of("nodethaw " + name),
                    List.of());
        }

        @Override
        public int run(Invocation given) {
            return 0;
        }
    }

    @Test
    void aVerbMayHaveVerbsBelowIt() throws Failure {
        var list = new Below("bus list", List.of());
        var bus = new Below("bus", List.of(list, new Below("bus tree", List.of())));
        var parsed = new ArgumentParser(List.of(bus), "-o", "json", "bus", "list").parse();
        assertThat(parsed.verb().synopsis().name()).isEqualTo("bus list");
        assertThat(HelpText.of(bus)).contains("  bus list ").contains("does bus tree");
        assertThatThrownBy(() -> new ArgumentParser(List.of(bus), "bus", "lst").parse())
                .isInstanceOf(Failure.class)
                .hasMessageContaining("bus has no verb 'lst'");
    }
}
