package io.nodethaw.remedy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodethaw.analysis.Root;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MeansTest {
    private static final Aftercare END = new End("work.end", Set.of("END"));

    @Test
    void anActIsFoundByItsNameAndItsFormerOnes() {
        var means = new Means(List.of(), List.of(END), List.of());
        assertThat(means.act("work.end")).contains(END);
        assertThat(means.act("END")).contains(END);
        assertThat(means.act("work")).isEmpty();
        assertThat(means.remedy("work.end")).as("it is no remedy").isEmpty();
    }

    /** A record could mean either. */
    @Test
    void twoActsOfOneNameAreRefused() {
        for (var other :
                List.of(new End("work.end", Set.of()), new End("x", Set.of("END")), new End("END", Set.of()))) {
            assertThatThrownBy(() -> new Means(List.of(), List.of(END, other), List.of()))
                    .hasMessageStartingWith("two acts are called ");
        }
    }

    private record End(String name, Set<String> formerNames) implements Aftercare {
        @Override
        public String title(Target target) {
            return "end of " + target.name();
        }

        @Override
        public List<Target> waiting(Diagnosis now, Root root) {
            return List.of();
        }

        @Override
        public void hold(NodeAccess access, Target waiting) {
            throw new AssertionError("nobody is held here");
        }

        @Override
        public void letGo(NodeAccess access, Target waiting) {
            throw new AssertionError("nobody is held here");
        }

        @Override
        public boolean stillWaits(Diagnosis after, Target target) {
            return false;
        }

        @Override
        public String perform(NodeAccess access, Target target, Diagnosis now) {
            return "";
        }

        @Override
        public Became became(Target target, String mark, Diagnosis now) {
            return new Became(true, "");
        }
    }
}
