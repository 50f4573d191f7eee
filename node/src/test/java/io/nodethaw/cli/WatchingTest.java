package io.nodethaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.FileLocks;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchingTest {
    private final FakeConsole console = new FakeConsole();

    private static Evidence well() {
        return FakeTools.node().build();
    }

    private static Evidence sick() {
        return FakeTools.node()
                .seen(FileLocks.TYPE, "", new FileLocks(List.of()))
                .build();
    }

    private int watch(List<Evidence> rounds, String... more) {
        console.tools.rounds.addAll(rounds);
        var arguments = new ArrayList<>(List.of("diagnose", "--watch"));
        arguments.addAll(List.of(more));
        return console.run(arguments.toArray(String[]::new));
    }

    @Test
    void theFirstReportIsWholeThenOnlyChangesArePrinted() {
        assertThat(watch(List.of(sick(), sick(), sick(), well(), well()))).isZero();
        var out = console.out();
        assertThat(out).startsWith("STALLED  ").contains("\n  node ");
        assertThat(out.lines().filter(line -> line.startsWith("05:06:07  ")))
                .containsExactly("05:06:07  HEALTHY  nothing waits that should not");
        assertThat(console.tools.calls.getLast()).isEqualTo("close");
    }

    @Test
    void theExitCodeIsThatOfTheLastLookAlsoForASignal() {
        assertThat(watch(List.of(well(), sick()), "--interval", "5s", "--limit", "2s"))
                .isEqualTo(1);
        assertThat(console.tools.calls)
                .containsExactly(
                        "look 2000", "ends with 0", "pause 5000", "look 2000", "ends with 1", "pause 5000", "close");
    }

    @Test
    void programsGetEachChangeAsAWholeDocumentOrLine() {
        watch(List.of(sick(), sick(), well()), "-o", "line");
        assertThat(console.out()).matches("STALLED  .*\nHEALTHY  .*\n");
        watch(List.of(sick(), sick(), well()), "-o", "json");
        assertThat(console.out().lines().filter("{"::equals)).hasSize(2);
    }

    @Test
    void whatMakesNoSenseIsWrongUsage() {
        assertThat(console.run("--watch", "--save-evidence", "x")).isEqualTo(64);
        assertThat(console.run("--watch", "-o", "dot")).isEqualTo(64);
        assertThat(console.run("--watch", "--canary")).isEqualTo(64);
        assertThat(console.run("--interval", "5s")).isEqualTo(64);
        assertThat(console.run("--watch", "--interval", "1ms")).isEqualTo(64);
        assertThat(console.tools.calls).isEmpty();
    }
}
