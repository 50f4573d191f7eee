package io.nodethaw.hop;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.ProgramHops;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every page says what is done about its finding, or why nothing is. */
class NoCureTest {
    private final Chain chain = ProgramHops.chain();
    private final HealingParts parts = new HealingParts(chain.hops());

    @Test
    void everyFindingHasACureOrAReason() {
        var wrong = chain.explanations().stream()
                .map(page -> page.code())
                .filter(code -> parts.means().answering(code).isEmpty()
                        == NoCure.why(code).isEmpty())
                .toList();
        assertThat(wrong)
                .as("each has a cure or a reason why it has none, and not both")
                .isEmpty();
    }

    @Test
    void noReasonIsWrittenForWhatNobodyFinds() {
        var codes = chain.explanations().stream().map(page -> page.code()).collect(Collectors.toSet());
        assertThat(NoCure.reasoned()).isSubsetOf(codes);
    }

    @Test
    void pageTellsRiskAndOrder() {
        var cures = new NoCure(parts.means());
        var off = chain.explanations().stream()
                .filter(page -> page.code().equals("systemd.off-the-bus"))
                .map(cures::told)
                .findFirst()
                .orElseThrow();
        assertThat(off.healed())
                .startsWith("SIGUSR1 to it, which then connects to the bus again (systemd.reconnect). Risk: ")
                .contains(" Then, if that did not help: Reexecute of it");
    }

    @Test
    void everyAnsweredCodeHasAPage() {
        var codes = chain.explanations().stream().map(page -> page.code()).collect(Collectors.toSet());
        assertThat(parts.means().remedies())
                .allSatisfy(remedy -> assertThat(codes).containsAll(remedy.answers()));
    }
}
