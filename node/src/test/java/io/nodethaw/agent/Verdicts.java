package io.nodethaw.agent;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Hit;
import io.nodethaw.analysis.Root;
import io.nodethaw.analysis.Triage;
import io.nodethaw.analysis.Verdict;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What looks come to, written by hand. */
final class Verdicts {
    static final Instant AT = Instant.parse("2026-03-04T05:06:07Z");
    private static final Evidence EVIDENCE = new Evidence.Builder(AT).build();
    private static final Vertex INIT = new Vertex.Process(1, 0);

    private Verdicts() {}

    static Seen well() {
        return seen(Verdict.State.HEALTHY, List.of());
    }

    static Seen slow() {
        return seen(Verdict.State.SLOW, List.of());
    }

    static Seen unclear() {
        return seen(Verdict.State.UNCLEAR, List.of());
    }

    static Seen deaf() {
        return seen(Verdict.State.STALLED, List.of(stuck("systemd.deaf-on-bus")));
    }

    static Root stuck(String code) {
        return root(Optional.of(new Finding.Stuck(code, INIT, Confidence.PROVEN, "deaf on the system bus", List.of())));
    }

    static Root failing(String code) {
        return root(Optional.of(new Finding.Failing(code, INIT, Confidence.PROVEN, "does not run", List.of())));
    }

    static Root root(Optional<Finding> finding) {
        return new Root(INIT, "systemd 1", "systemd", List.of(), finding, List.of(), true);
    }

    static Seen waiting(Vertex... vertices) {
        var victims = Arrays.stream(vertices)
                .map(vertex -> new Victim(vertex, "waits", Optional.of(Duration.ofSeconds(4)), false, List.of()))
                .toList();
        return seen(Verdict.State.STALLED, List.of(stuck("systemd.deaf-on-bus")), victims);
    }

    static Seen seen(Verdict.State state, List<Root> roots, Hit... hit) {
        return seen(state, roots, List.of(), hit);
    }

    private static Seen seen(Verdict.State state, List<Root> roots, List<Victim> victims, Hit... hit) {
        var verdict = new Verdict(
                state,
                AT,
                roots,
                victims,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty());
        var triage = new Triage(
                List.of(),
                List.of(),
                state.isSick() ? Optional.of(Duration.ofSeconds(4)) : Optional.empty(),
                "",
                List.of(),
                List.of(),
                List.of(hit),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List::of);
        return new Seen(EVIDENCE, verdict, triage, state + "  told by hand", List.of(), List.of());
    }
}
