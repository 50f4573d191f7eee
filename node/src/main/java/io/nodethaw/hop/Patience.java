package io.nodethaw.hop;

import io.nodethaw.evidence.Units;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.WaitGraph;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How much time a look needs, where this one was too short to tell. */
final class Patience {
    private Patience() {}

    /** The longest time that somebody needs; empty where this look tells all that time can tell. */
    static Optional<Duration> of(NodeView view, List<Hop> hops, WaitGraph graph) {
        return Stream.of(
                        late(view, hops),
                        InKernel.of(view, hops).patience().stream(),
                        untold(view, graph),
                        toWatch(view, hops, graph).stream())
                .flatMap(times -> times)
                .max(Comparator.naturalOrder());
    }

    /** The longest time for which somebody has to be watched. */
    static Optional<Duration> toWatch(NodeView view, List<Hop> hops, WaitGraph graph) {
        return hops.stream().flatMap(hop -> hop.patience(view, graph).stream()).max(Comparator.naturalOrder());
    }

    /** The same where a question was not even asked, because a busy machine gave it no processor in time. */
    static Optional<Duration> toAsk(NodeView view, List<Hop> hops) {
        boolean tooLate =
                hops.stream().flatMap(hop -> hop.probed(view).stream()).anyMatch(question -> question.wasTooLate(view));
        return tooLate ? Optional.of(Probed.ANSWER) : Optional.empty();
    }

    private static Stream<Duration> late(NodeView view, List<Hop> hops) {
        return hops.stream()
                .flatMap(hop -> hop.probed(view).stream())
                .filter(question -> question.edge(view).isPresent())
                .flatMap(question -> question.limit().stream());
    }

    /** systemd has told its version, and not yet which units should run, as where all processors are busy. */
    private static Stream<Duration> untold(NodeView view, WaitGraph graph) {
        return view.evidence().reading(Units.TYPE).isSilent() && graph.victims().isEmpty()
                ? Stream.of(Probed.ANSWER)
                : Stream.empty();
    }
}
