package io.nodethaw.wait;

import static io.nodethaw.wait.NodeEvidence.node;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CrowdTest {
    private static final int MANY = 40;

    private final NodeEvidence node = node();
    private final ProcessEvidence containerd = node.process(21, "containerd");

    /** Shims with a runc each; the higher its pid, the older a runc is. */
    private void starts(int shims) {
        for (int i = 0; i < shims; i++) {
            var shim = node.process(100 + i, "containerd-shim");
            node.child(shim, 200 + i, "runc").aged(Duration.ofSeconds(100 + i));
        }
    }

    private Set<Integer> closely(int... pids) {
        return Crowd.closely(node.view(), IntStream.of(pids).boxed().collect(Collectors.toSet()));
    }

    private Set<Integer> leftOut() {
        var view = node.view();
        var all = view.processes().stream()
                .<Vertex>map(process -> new Vertex.Process(process.pid(), process.startTicks()))
                .toList();
        return Crowd.leftOut(view, all);
    }

    @Test
    void fewAreAllLookedAt() {
        starts(3);
        assertThat(closely(21, 100, 101, 102, 200, 201, 202))
                .containsExactlyInAnyOrder(21, 100, 101, 102, 200, 201, 202);
    }

    @Test
    void ofManyTheOldestAreLookedAt() {
        starts(MANY);
        assertThat(closely(IntStream.range(200, 200 + MANY).toArray()))
                .hasSize(Crowd.MOST)
                .contains(200 + MANY - 1)
                .doesNotContain(200);
    }

    @Test
    void stoppedOneIsLookedAtHoweverYoung() {
        starts(MANY);
        node.process(200).state('D');
        assertThat(closely(IntStream.range(200, 200 + MANY).toArray())).contains(200);
    }

    @Test
    void parentsOfThoseLookedAtAreLookedAt() {
        starts(MANY);
        var all = IntStream.concat(IntStream.range(100, 100 + MANY), IntStream.range(200, 200 + MANY));
        assertThat(closely(all.toArray())).contains(200 + MANY - 1, 100 + MANY - 1);
    }

    @Test
    void otherProgramsAreNotCrowdedOut() {
        starts(MANY);
        assertThat(closely(IntStream.concat(IntStream.of(21), IntStream.range(200, 200 + MANY))
                        .toArray()))
                .contains(containerd.pid());
    }

    @Test
    void leftOutAreThoseOfACrowdThatNobodyLookedAt() {
        starts(MANY);
        node.process(201).thread(201);
        assertThat(leftOut()).hasSize(MANY - 1).contains(200).doesNotContain(201, 100);
    }

    @Test
    void nobodyIsLeftOutWhereNobodyWasLookedAt() {
        starts(MANY);
        assertThat(leftOut()).isEmpty();
    }
}
