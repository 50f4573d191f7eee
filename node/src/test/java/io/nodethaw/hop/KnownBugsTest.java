package io.nodethaw.hop;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.analysis.Cause;
import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Finding;
import io.nodethaw.bugs.Catalogue;
import io.nodethaw.bugs.KnownBug;
import io.nodethaw.evidence.Goroutine;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.InstalledPackages;
import io.nodethaw.evidence.Machine;
import io.nodethaw.wait.GoroutineWords;
import io.nodethaw.wait.NodeEvidence;
import io.nodethaw.wait.ProcessEvidence;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KnownBugsTest {
    private static final String OTHER = "systemd-11809";

    private final NodeEvidence node = NodeEvidence.node();
    private final ProcessEvidence process = node.process(200, "sick");

    /** Every sign of every bug in the catalogue that no rule of its own judges. */
    static Stream<Arguments> signs() {
        return Catalogue.read()
                .bugs()
                .filter(bug -> !bug.id().equals(OTHER))
                .flatMap(bug -> bug.signs().stream().map(sign -> Arguments.of(bug.id(), bug, sign)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("signs")
    void signOnAVersionThatHasItIsACause(String id, KnownBug bug, KnownBug.Sign sign) {
        shows(sign);
        assertThat(causes(bug, affected(bug), sign.finding()))
                .filteredOn(cause -> cause.text().contains("(" + id + ")"))
                .singleElement()
                .satisfies(cause -> {
                    assertThat(cause.code()).isEqualTo(sign.finding());
                    assertThat(cause.confidence())
                            .isEqualTo(
                                    sign.functions().isEmpty() || bug.certainty() == KnownBug.Certainty.SUSPECTED
                                            ? Confidence.POSSIBLE
                                            : Confidence.LIKELY);
                    assertThat(cause.why()).isNotEmpty();
                });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("signs")
    void neitherVersionNorSignAloneIsACause(String id, KnownBug bug, KnownBug.Sign sign) {
        shows(sign);
        assertThat(causes(bug, healthy(bug), sign.finding())).noneMatch(named(id));
        assertThat(causes(bug, affected(bug), "kernel.disk-quiet")).noneMatch(named(id));
        if (!sign.functions().isEmpty()) {
            says(GoroutineWords.selects(7, GoroutineWords.frame("main.other", "")));
            assertThat(causes(bug, affected(bug), sign.finding())).noneMatch(named(id));
        }
    }

    @Test
    void thereAreSigns() {
        assertThat(signs()).hasSizeGreaterThan(18);
    }

    @Test
    void aVersionThatADistributionMayHaveMendedIsPossible() {
        var bug = Catalogue.read().component("containerd").bug("containerd-3529");
        shows(bug.signs().getFirst());
        assertThat(causes(bug, "1.2.5-0ubuntu1~18.04.1", bug.signs().getFirst().finding()))
                .singleElement()
                .satisfies(cause -> {
                    assertThat(cause.confidence()).isEqualTo(Confidence.POSSIBLE);
                    assertThat(cause.text()).contains("may have the bug");
                });
    }

    @Test
    void bugsWithARuleOfTheirOwnAreLeftToIt() {
        var bug = Catalogue.read().component("systemd").bug(OTHER);
        assertThat(causes(bug, "241", "systemd.deaf-on-bus")).isEmpty();
    }

    @Test
    void nothingIsSaidWithoutAVersion() {
        var bug = Catalogue.read().component("containerd").bug("containerd-3529");
        shows(bug.signs().getFirst());
        assertThat(judge(bug.signs().getFirst().finding())).isEmpty();
    }

    private static java.util.function.Predicate<Cause> named(String id) {
        return cause -> cause.text().contains("(" + id + ")");
    }

    private void shows(KnownBug.Sign sign) {
        if (!sign.functions().isEmpty()) {
            says(GoroutineWords.selects(
                    7,
                    sign.functions().stream()
                            .map(function -> GoroutineWords.frame("github.com/x/" + function + "Call", ""))
                            .toArray(Goroutine.Frame[]::new)));
        }
    }

    private void says(Goroutine goroutine) {
        node.says(Goroutines.TYPE, Integer.toString(process.pid()), GoroutineWords.of(process, goroutine));
    }

    private List<Cause> causes(KnownBug bug, String version, String code) {
        if (bug.component().equals("kernel")) {
            node.says(Machine.TYPE, new Machine(99, 0, version, "x86_64", "b", 100, 50));
        } else {
            node.says(
                    InstalledPackages.TYPE,
                    new InstalledPackages("dpkg", List.of(new InstalledPackages.Entry(bug.component(), version))));
        }
        return judge(code);
    }

    private List<Cause> judge(String code) {
        var finding = new Finding.Stuck(code, process.vertex(), Confidence.PROVEN, "stuck", List.of());
        return new KnownBugs(view -> new Versions(view, List.of()), Set.of(OTHER)).judge(node.view(), List.of(finding));
    }

    private static String affected(KnownBug bug) {
        var since = bug.affected().getLast().since();
        return since.isEmpty() ? "0.1" : since;
    }

    private static String healthy(KnownBug bug) {
        var last = bug.affected().getLast().fixed();
        return last.isEmpty() ? "0.1" : last;
    }
}
