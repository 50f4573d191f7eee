package io.nodethaw.heal;

import static io.nodethaw.analysis.Confidence.LIKELY;
import static io.nodethaw.analysis.Confidence.POSSIBLE;
import static io.nodethaw.analysis.Confidence.PROVEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.BlindSpot;
import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Root;
import io.nodethaw.analysis.Verdict;
import io.nodethaw.wait.Vertex;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ChoiceTest {
    private static final Vertex.Process INIT = new Vertex.Process(1, 5);
    private static final Vertex.Process OTHER = new Vertex.Process(96, 500);

    static Stream<Arguments> table() {
        return Stream.of(
                row("deaf, proven", List.of(root(INIT, stuck(Choice.DEAF, INIT, PROVEN))), false, "Reexecute"),
                row("deaf, likely", List.of(root(INIT, stuck(Choice.DEAF, INIT, LIKELY))), false, "Leave"),
                row("deaf, possible", List.of(root(INIT, warning(Choice.DEAF, INIT, POSSIBLE))), false, "Leave"),
                row("off, proven", List.of(root(INIT, stuck(Choice.OFF, INIT, PROVEN))), false, "Reconnect"),
                row("off, told before", List.of(root(INIT, stuck(Choice.OFF, INIT, PROVEN))), true, "Reexecute"),
                row("off, likely", List.of(root(INIT, stuck(Choice.OFF, INIT, LIKELY))), false, "Leave"),
                row("stopped", List.of(root(INIT, stuck("systemd.stopped", INIT, PROVEN))), false, "Leave"),
                row("another root", List.of(root(OTHER, stuck("containerd.stopped", OTHER, PROVEN))), false, "Leave"),
                row("deaf, but not PID 1", List.of(root(OTHER, stuck(Choice.DEAF, OTHER, PROVEN))), false, "Leave"),
                row(
                        "deaf and another root",
                        List.of(
                                root(OTHER, stuck("containerd.stopped", OTHER, PROVEN)),
                                root(INIT, stuck(Choice.DEAF, INIT, PROVEN))),
                        false,
                        "Reexecute"),
                row("a root without a finding", List.of(root(OTHER)), false, "Leave"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("table")
    void oneAnswerForEachVerdict(String name, List<Root> roots, boolean told, String expected) {
        var action = Choice.choose(verdict(Verdict.State.STALLED, roots, Optional.empty()), told);
        assertThat(action.orElseThrow().getClass().getSimpleName()).as(name).isEqualTo(expected);
    }

    @Test
    void healthyOrSlowLeavesNothingToDo() {
        for (var state : List.of(Verdict.State.HEALTHY, Verdict.State.SLOW)) {
            assertThat(Choice.choose(verdict(state, List.of(), Optional.empty()), false))
                    .isEmpty();
        }
    }

    @Test
    void whatCouldNotBeToldIsLeftAlone() {
        var action = Choice.choose(verdict(Verdict.State.UNCLEAR, List.of(), Optional.empty()), false);
        assertThat(action.orElseThrow().title()).contains("could not tell");
    }

    @Test
    void whatCouldNotBeToldSaysWhatIsMissing() {
        var blind = new BlindSpot("the node", "not in sight; needed: root", true);
        var verdict = verdict(Verdict.State.UNCLEAR, List.of(), Optional.empty(), blind);
        assertThat(Choice.choose(verdict, false).orElseThrow().title())
                .endsWith("could not tell what the node waits for; the node: not in sight; needed: root");
    }

    @Test
    void leavingSaysWhatToDoByHand() {
        var roots = List.of(root(OTHER, stuck("shim.stopped", OTHER, PROVEN)));
        var action = Choice.choose(verdict(Verdict.State.STALLED, roots, Optional.of("kill -CONT 96")), false);
        assertThat(action.orElseThrow().title())
                .isEqualTo("leave it alone: nothing here cures root 96 (shim.stopped); by hand: kill -CONT 96");
    }

    private static Arguments row(String name, List<Root> roots, boolean told, String expected) {
        return Arguments.of(name, roots, told, expected);
    }

    private static Finding stuck(String code, Vertex about, Confidence confidence) {
        return new Finding.Stuck(code, about, confidence, "title", List.of());
    }

    private static Finding warning(String code, Vertex about, Confidence confidence) {
        return new Finding.Warning(code, about, confidence, "title", List.of());
    }

    private static Root root(Vertex.Process vertex, Finding... findings) {
        return new Root(
                vertex,
                "root " + vertex.pid(),
                "",
                List.of(),
                Stream.of(findings).findFirst(),
                List.of(),
                true);
    }

    private static Verdict verdict(Verdict.State state, List<Root> roots, Optional<String> cure, BlindSpot... notSeen) {
        return new Verdict(
                state,
                Instant.EPOCH,
                roots,
                List.of(),
                List.of(),
                List.of(),
                roots.stream().flatMap(root -> root.finding().stream()).toList(),
                List.of(),
                List.of(),
                List.of(notSeen),
                List.of(),
                cure);
    }
}
