package io.nodethaw.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.wait.Vertex;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RingsTest {
    private final Map<Vertex, List<Vertex>> edges = new LinkedHashMap<>();
    private int asked;

    private static Vertex process(int pid) {
        return new Vertex.Process(pid, 0);
    }

    private void edge(int from, int to) {
        edges.computeIfAbsent(process(from), _ -> new ArrayList<>()).add(process(to));
        edges.computeIfAbsent(process(to), _ -> new ArrayList<>());
    }

    private Rings rings() {
        return new Rings(edges.keySet(), vertex -> {
            asked++;
            return edges.getOrDefault(vertex, List.of());
        });
    }

    private Optional<List<Integer>> through(int pid) {
        return rings().through(process(pid))
                .map(ring -> ring.stream()
                        .map(vertex -> ((Vertex.Process) vertex).pid())
                        .toList());
    }

    @Test
    void ringBeginsWithWhomItIsAskedFor() {
        edge(1, 2);
        edge(2, 3);
        edge(3, 1);
        assertThat(through(1)).contains(List.of(1, 2, 3));
        assertThat(through(3)).contains(List.of(3, 1, 2));
    }

    @Test
    void whoLeadsIntoARingOrOutOfItIsNotInIt() {
        edge(9, 1);
        edge(1, 2);
        edge(2, 1);
        edge(2, 8);
        edge(8, 7);
        assertThat(through(9)).isEmpty();
        assertThat(through(8)).isEmpty();
        assertThat(through(1)).contains(List.of(1, 2));
    }

    @Test
    void whoWaitsForItselfIsARing() {
        edge(1, 2);
        edge(2, 2);
        assertThat(through(1)).isEmpty();
        assertThat(through(2)).contains(List.of(2));
    }

    @Test
    void ringsThatShareAMemberAreTwo() {
        edge(1, 2);
        edge(2, 1);
        edge(2, 3);
        edge(3, 2);
        assertThat(through(1)).contains(List.of(1, 2));
        assertThat(through(3)).contains(List.of(3, 2));
    }

    @Test
    void chainThatForksAndMeetsAgainIsNoRing() {
        edge(1, 2);
        edge(1, 3);
        edge(2, 4);
        edge(3, 4);
        for (int pid = 1; pid <= 4; pid++) {
            assertThat(through(pid)).isEmpty();
        }
    }

    @Test
    void deadEndsOfARingAreLeftAgain() {
        edge(1, 2);
        edge(2, 5);
        edge(5, 2);
        edge(2, 3);
        edge(3, 1);
        assertThat(through(1)).contains(List.of(1, 2, 3));
    }

    @Test
    void whoWasNotReachedIsInNoRing() {
        assertThat(through(4711)).isEmpty();
    }

    /** A search from each of them would take five thousand million steps. */
    @Test
    void longChainIntoALongRingIsWalkedOnce() {
        int links = 50_000;
        for (int pid = 0; pid < links; pid++) {
            edge(pid, pid + 1); // the chain
            edge(links + pid, links + (pid + 1) % links); // the ring
        }
        var rings = rings();
        for (int pid = 0; pid < links; pid++) {
            assertThat(rings.through(process(pid))).isEmpty();
        }
        assertThat(rings.through(process(links)).orElseThrow()).hasSize(links);
        assertThat(asked).isEqualTo(edges.size() + links);
    }
}
