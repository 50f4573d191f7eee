package io.nodethaw.hop.runc;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.hop.HealingParts;
import io.nodethaw.hop.WholeNode;
import io.nodethaw.remedy.Diagnosis;
import io.nodethaw.remedy.Target;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EndLostOperationTest {
    private final EndLostOperation care = new EndLostOperation();
    private final WholeNode here = new WholeNode();

    private Diagnosis look() {
        var view = here.node.view();
        var graph = WholeNode.chain().graph(view);
        return new HealingParts(WholeNode.chain().hops())
                .diagnosis(view, graph, WholeNode.chain().judge(view, graph));
    }

    @Test
    void runcThatWaitsForTheRootIsNoted() {
        var runc = here.deaf().startsAContainer(Duration.ofMinutes(3));
        var now = look();
        assertThat(care.waiting(now, now.verdict().roots().getFirst()))
                .containsExactly(Target.of(runc.vertex(), "runc 220"));
    }

    @Test
    void runcThatIsAVictimStillWaits() {
        var target = Target.of(here.startsAContainer(Duration.ofMinutes(3)).vertex(), "runc 220");
        assertThat(care.stillWaits(look(), target)).isTrue();
    }

    @Test
    void runcThatGotOnWithItsWorkIsLeftAlone() {
        var target = Target.of(here.startsAContainer(Duration.ofMillis(200)).vertex(), "runc 220");
        assertThat(care.stillWaits(look(), target)).isFalse();
        assertThat(care.stillWaits(look(), new Target(220, 1, "runc 220")))
                .as("another process by now")
                .isFalse();
    }

    @Test
    void itsLifeTellsWhetherItWasEnded() {
        var target = Target.of(here.startsAContainer(Duration.ofMinutes(3)).vertex(), "runc 220");
        assertThat(care.became(target, "", look()).done()).isFalse();
        assertThat(care.became(new Target(220, 1, "runc 220"), "", look()).done())
                .isTrue();
    }
}
