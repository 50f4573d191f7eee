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
import io.nodethaw.evidence.Evidence;
import io.nodethaw.remedy.Diagnosis;
import io.nodethaw.remedy.Means;
import io.nodethaw.remedy.NodeAccess;
import io.nodethaw.remedy.Remedy;
import io.nodethaw.remedy.Target;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.WaitGraph;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ChooserTest {
    private static final Vertex.Process INIT = new Vertex.Process(1, 5);
    private static final Vertex.Process OTHER = new Vertex.Process(96, 500);

    static Stream<Arguments> table() {
        return Stream.of(
                row("deaf, proven", List.of(root(INIT, stuck(SickNode.DEAF, INIT, PROVEN))), false, "init.reexecute"),
                row("deaf, likely", List.of(root(INIT, stuck(SickNode.DEAF, INIT, LIKELY))), false, ""),
                row("deaf, possible", List.of(root(INIT, warning(SickNode.DEAF, INIT, POSSIBLE))), false, ""),
                row("off, proven", List.of(root(INIT, stuck(SickNode.OFF, INIT, PROVEN))), false, "init.reconnect"),
                row("off, told before", List.of(root(INIT, stuck(SickNode.OFF, INIT, PROVEN))), true, "init.reexecute"),
                row("off, likely", List.of(root(INIT, stuck(SickNode.OFF, INIT, LIKELY))), false, ""),
                row("stopped", List.of(root(INIT, stuck("systemd.stopped", INIT, PROVEN))), false, ""),
                row("another root", List.of(root(OTHER, stuck("containerd.stopped", OTHER, PROVEN))), false, ""),
                row("deaf, but not PID 1", List.of(root(OTHER, stuck(SickNode.DEAF, OTHER, PROVEN))), false, ""),
                row(
                        "deaf and another root",
                        List.of(
                                root(OTHER, stuck("containerd.stopped", OTHER, PROVEN)),
                                root(INIT, stuck(SickNode.DEAF, INIT, PROVEN))),
                        false,
                        "init.reexecute"),
                row("a root without a finding", List.of(root(OTHER)), false, ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("table")
    void oneAnswerForEachVerdict(String name, List<Root> roots, boolean told, String expected) {
        var verdict = verdict(Verdict.State.STALLED, roots, Optional.empty());
        var choice = chooser()
                .choose(seeing(verdict), treat -> told && treat.remedy().name().equals("init.reconnect"));
        assertThat(choice instanceof Choice.Treat treat ? treat.remedy().name() : "")
                .as(name)
                .isEqualTo(expected);
    }

    /** The check against doing it twice then says why. */
    @Test
    void theLastIsChosenWhenAllWereTried() {
        var roots = List.of(root(INIT, stuck(SickNode.OFF, INIT, PROVEN)));
        var choice = chooser().choose(seeing(verdict(Verdict.State.STALLED, roots, Optional.empty())), _ -> true);
        assertThat(choice)
                .isInstanceOfSatisfying(
                        Choice.Treat.class,
                        treat -> assertThat(treat.remedy().name()).isEqualTo("init.reexecute"));
    }

    @Test
    void anotherRootIsTreatedWhenAllWasTriedForOne() {
        var chooser = new Chooser(new Means(
                List.of(new AnyProcess("deaf.a", SickNode.DEAF), new AnyProcess("off.b", SickNode.OFF)),
                List.of(),
                List.of()));
        var roots = List.of(
                root(OTHER, stuck(SickNode.DEAF, OTHER, PROVEN)), root(INIT, stuck(SickNode.OFF, INIT, PROVEN)));
        var now = seeing(verdict(Verdict.State.STALLED, roots, Optional.empty()));
        assertThat(chosen(chooser.choose(now, _ -> false))).isEqualTo("deaf.a of 96");
        assertThat(chosen(chooser.choose(now, treat -> treat.code().equals(SickNode.DEAF))))
                .isEqualTo("off.b of 1");
        assertThat(chosen(chooser.choose(now, _ -> true))).isEqualTo("deaf.a of 96");
    }

    /** A more disruptive remedy of the root that a check refused is not taken in its place. */
    @Test
    void refusedRootIsPassedOverWhole() {
        var roots = List.of(root(INIT, stuck(SickNode.OFF, INIT, PROVEN)));
        var now = seeing(verdict(Verdict.State.STALLED, roots, Optional.empty()));
        assertThat(chosen(chooser().choose(now, _ -> false, Set.of(INIT))))
                .as("the last one, whose checks say why")
                .isEqualTo("init.reexecute of 1");
        var both = List.of(
                root(INIT, stuck(SickNode.OFF, INIT, PROVEN)), root(OTHER, stuck(SickNode.DEAF, OTHER, PROVEN)));
        var chooser = new Chooser(new Means(
                List.of(
                        new AnyProcess("off.a", SickNode.OFF),
                        new AnyProcess("off.b", SickNode.OFF),
                        new AnyProcess("deaf.c", SickNode.DEAF)),
                List.of(),
                List.of()));
        assertThat(chosen(chooser.choose(
                        seeing(verdict(Verdict.State.STALLED, both, Optional.empty())), _ -> false, Set.of(INIT))))
                .isEqualTo("deaf.c of 96");
    }

    @Test
    void whatFailsAndIsProvenIsTreatedToo() {
        var chooser = new Chooser(new Means(List.of(new AnyProcess("a.b", "a.dead")), List.of(), List.of()));
        for (var confidence : Confidence.values()) {
            var dead = new Finding.Failing("a.dead", INIT, confidence, "not running", List.of());
            var now = seeing(verdict(Verdict.State.FAILING, List.of(root(INIT, dead)), Optional.empty()));
            assertThat(chosen(chooser.choose(now, _ -> false))).isEqualTo(confidence == PROVEN ? "a.b of 1" : "");
        }
    }

    @Test
    void onlyWhatAPersonAllowsIsChosen() {
        var roots = List.of(root(INIT, stuck(SickNode.OFF, INIT, PROVEN)));
        var now = seeing(verdict(Verdict.State.STALLED, roots, Optional.empty()));
        assertThat(chosen(limited(Set.of(SickNode.OFF), Set.of()).choose(now, _ -> false)))
                .isEqualTo("init.reconnect of 1");
        assertThat(chosen(limited(Set.of(), Set.of("reconnect")).choose(now, _ -> false)))
                .isEqualTo("init.reexecute of 1");
        var none = limited(Set.of(SickNode.DEAF), Set.of()).choose(now, _ -> false);
        assertThat(((Choice.Leave) none).why())
                .isEqualTo("what could be done is left out by --only or --not: reconnect of root 1");
    }

    private static Chooser limited(Set<String> only, Set<String> not) {
        return new Chooser(chooser().means(), new Selection(only, not));
    }

    private static String chosen(Choice choice) {
        return choice instanceof Choice.Treat treat
                ? treat.remedy().name() + " of " + treat.target().pid()
                : "";
    }

    /** A remedy for whichever process has the finding. */
    private record AnyProcess(String name, String code) implements Remedy {
        @Override
        public Set<String> answers() {
            return Set.of(code);
        }

        @Override
        public Optional<Target> target(Diagnosis now, Root root) {
            return Optional.of(Target.of((Vertex.Process) root.vertex(), root.name()));
        }

        @Override
        public String title(Target target) {
            return name + " of " + target.name();
        }

        @Override
        public String perform(NodeAccess access, Target target, Diagnosis now) {
            return "";
        }

        @Override
        public Became became(Target target, String mark, Diagnosis now) {
            return new Became(true, "");
        }

        @Override
        public String risk() {
            return "";
        }

        @Override
        public Duration settling() {
            return Duration.ZERO;
        }

        @Override
        public boolean isWell(NodeAccess access, Target target) {
            return true;
        }

        @Override
        public String recovery() {
            return "";
        }
    }

    @Test
    void whatComesNextIsTheNextOfTheSameFinding() {
        var roots = List.of(root(INIT, stuck(SickNode.OFF, INIT, PROVEN)));
        var now = seeing(verdict(Verdict.State.STALLED, roots, Optional.empty()));
        var first = (Choice.Treat) chooser().choose(now, _ -> false);
        var second = chooser().after(now, first).orElseThrow();
        assertThat(second.remedy().name()).isEqualTo("init.reexecute");
        assertThat(chooser().after(now, second)).isEmpty();
    }

    @Test
    void healthyOrSlowLeavesNothingToDo() {
        for (var state : List.of(Verdict.State.HEALTHY, Verdict.State.SLOW)) {
            assertThat(choose(verdict(state, List.of(), Optional.empty()))).isEqualTo(new Choice.Nothing());
        }
    }

    @Test
    void whatCouldNotBeToldIsLeftAlone() {
        assertThat(why(verdict(Verdict.State.UNCLEAR, List.of(), Optional.empty())))
                .contains("could not tell");
    }

    @Test
    void whatCouldNotBeToldSaysWhatIsMissing() {
        var blind = new BlindSpot("the node", "not in sight; needed: root", true);
        assertThat(why(verdict(Verdict.State.UNCLEAR, List.of(), Optional.empty(), blind)))
                .isEqualTo("could not tell what the node waits for; the node: not in sight; needed: root");
    }

    @Test
    void rootOfWhatIsUnclearIsNamedToo() {
        var roots = List.of(root(OTHER, warning("dbus.connections-used-up", OTHER, PROVEN)));
        assertThat(why(verdict(Verdict.State.UNCLEAR, roots, Optional.of("systemctl restart it"))))
                .isEqualTo("nothing here cures root 96 (dbus.connections-used-up); by hand: systemctl restart it");
    }

    @Test
    void leavingSaysWhatToDoByHand() {
        var roots = List.of(root(OTHER, stuck("shim.stopped", OTHER, PROVEN)));
        assertThat(why(verdict(Verdict.State.STALLED, roots, Optional.of("kill -CONT 96"))))
                .isEqualTo("nothing here cures root 96 (shim.stopped); by hand: kill -CONT 96");
    }

    private static Chooser chooser() {
        var node = SickNode.off();
        return new Chooser(new Means(
                List.of(
                        new TestRemedy(node, "reconnect", Set.of(SickNode.OFF)),
                        new TestRemedy(node, "reexecute", Set.of(SickNode.OFF, SickNode.DEAF))),
                List.of(),
                List.of()));
    }

    private static Choice choose(Verdict verdict) {
        return chooser().choose(seeing(verdict), _ -> false);
    }

    private static String why(Verdict verdict) {
        return ((Choice.Leave) choose(verdict)).why();
    }

    private static Diagnosis seeing(Verdict verdict) {
        return new Diagnosis(
                new Evidence.Builder(Instant.EPOCH).build(),
                new WaitGraph(List.of(), List.of(), List.of()),
                verdict,
                List.of(),
                List.of(),
                List.of());
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
