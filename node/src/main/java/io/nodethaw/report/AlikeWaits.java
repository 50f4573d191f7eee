package io.nodethaw.report;

import io.nodethaw.wait.Edge;
import io.nodethaw.wait.Vertex;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Function;

/** Waits that differ only in who waits, for which one of a kind, and for how long. */
final class AlikeWaits {
    private final VertexNames names;
    private final Function<Vertex, String> brief;
    private final SequencedSet<Vertex> from = new LinkedHashSet<>();
    private final SequencedSet<Vertex> to = new LinkedHashSet<>();

    /** How many waits there are of one for another; a wait may be told both by a process and by its goroutine. */
    private final Map<List<Vertex>, Integer> calls = new LinkedHashMap<>();

    private final List<Duration> ages = new ArrayList<>();
    private String words = "";
    private String strength = "";

    /** @param brief what a vertex is called where somebody waits for it */
    AlikeWaits(VertexNames names, Function<Vertex, String> brief) {
        this.names = names;
        this.brief = brief;
    }

    void add(Edge edge, Vertex whom) {
        var one = edge.from().whole();
        var other = whom.whole();
        from.add(one);
        to.add(other);
        calls.merge(List.of(one, other), edge.gist().calls(), Math::max);
        edge.atLeast().ifPresent(ages::add);
        strength = edge.strength().word();
        words = Ids.shortened(Printable.of(edge.gist().words()));
    }

    /** "3 shims"; one alone by its whole name. */
    String waiting() {
        return from.size() == 1 ? names.of(from.getFirst()) : names.several(from);
    }

    /** "Create (gRPC), 3x". */
    String words() {
        int all = calls.values().stream().mapToInt(number -> number).sum();
        return words + (all > from.size() ? ", " + all + "x" : "");
    }

    String strength() {
        return strength;
    }

    /** Of the oldest, which is a lower bound: "41 min+". */
    String age() {
        Optional<Duration> oldest = ages.stream().max(Comparator.naturalOrder());
        return oldest.map(age -> AgeWords.words(age) + "+").orElse("");
    }

    /** True where one part of a process waits for another. */
    boolean isWithin() {
        return to.equals(from);
    }

    /** Who is waited for; "itself" where it is another part of who waits. */
    String whom() {
        if (isWithin()) {
            return "itself";
        }
        return to.size() == 1 ? brief.apply(to.getFirst()) : names.several(to);
    }
}
