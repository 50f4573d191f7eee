package io.nodethaw.wait;

import static io.nodethaw.wait.NodeEvidence.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.ProcessTable;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CrowdTest {
    private static final int MANY = 40;
    private static final int TENANTS = 1000;

    private final NodeEvidence node = node();
    private final ProcessEvidence containerd = node.process(21, "containerd");

    /** Adds shims with one runc each; the higher its pid, the older the runc. */
    private void starts(int shims) {
        for (int i = 0; i < shims; i++) {
            var shim = node.process(100 + i, "containerd-shim");
            node.child(shim, 200 + i, "runc").aged(Duration.ofSeconds(100 + i));
        }
    }

    private Set<Integer> closely(int... pids) {
        return Crowd.closely(node.view(), chain(), IntStream.of(pids).boxed().collect(Collectors.toSet()));
    }

    /** Pids of all processes except tenants. */
    private Set<Integer> chain() {
        return node.view().processes().stream()
                .filter(process -> process.pid() < TENANTS)
                .map(ProcessTable.Entry::pid)
                .collect(Collectors.toSet());
    }

    /** Children of one process, each of another name. */
    private int[] tenants(String name) {
        var parent = node.process(TENANTS, "bash");
        for (int i = 1; i <= MANY; i++) {
            node.child(parent, TENANTS + i, name.isEmpty() ? "name-" + i : name).aged(Duration.ofHours(1));
        }
        return IntStream.rangeClosed(TENANTS + 1, TENANTS + MANY).toArray();
    }

    private Set<Integer> leftOut() {
        var view = node.view();
        var all = view.processes().stream().<Vertex>map(Vertex.Process::of).toList();
        return Crowd.leftOut(view, chain(), all);
    }

    @Test
    void fewAreAllLookedAt() {
        starts(3);
        assertThat(closely(21, 100, 101, 102, 200, 201, 202))
                .containsExactlyInAnyOrder(21, 100, 101, 102, 200, 201, 202);
    }

    @Test
    void theOldestOfManyAreLookedAt() {
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
    void tenantsAreACrowdWhateverTheyCallThemselves() {
        assertThat(closely(tenants(""))).hasSize(Crowd.MOST_CHILDREN);
        node.process(TENANTS + 1).thread(TENANTS + 1);
        assertThat(leftOut()).hasSize(MANY - 1);
    }

    @Test
    void tenantsThatCallThemselvesRuncCrowdNoRuncOut() {
        starts(3);
        var all = IntStream.concat(IntStream.of(tenants("runc")), IntStream.range(200, 203));
        assertThat(closely(all.toArray())).contains(200, 201, 202).hasSize(3 + Crowd.MOST);
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
