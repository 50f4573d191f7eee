package io.nodethaw.hop;

import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Progress;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.WaitGraph;
import io.nodethaw.wait.kernel.Rest;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether a helper, and what it has started, did anything between two readings, or for longer, and who is the last of them. */
public final class StandsStill {
    /** A driver runs mount, which runs mount.nfs. */
    private static final int GENERATIONS = 3;

    private StandsStill() {}

    /** True when neither it nor what it has started did anything; false where that was not seen of all of them. */
    public static boolean isSo(NodeView view, ProcessTable.Entry process) {
        return all(view, process).allMatch(one -> Progress.of(view, one.pid()) == Progress.STILL);
    }

    /** For how long at least neither it nor what it has started has run; empty where that is not known of all of them. */
    public static Optional<Duration> atLeast(NodeView view, ProcessTable.Entry process) {
        var rests = all(view, process).map(one -> Rest.of(view, one.pid())).toList();
        return rests.stream().allMatch(Optional::isPresent)
                ? rests.stream().flatMap(Optional::stream).min(Duration::compareTo)
                : Optional.empty();
    }

    /** True when neither it nor what it has started is seen to wait for anybody but another of them. */
    public static boolean waitsForNobody(NodeView view, WaitGraph graph, ProcessTable.Entry process) {
        var family = all(view, process).map(Vertex.Process::of).collect(Collectors.<Vertex>toSet());
        return family.stream()
                .flatMap(one -> graph.from(one).stream())
                .noneMatch(edge -> edge.leadsOn()
                        && !(family.contains(edge.to()) && !edge.kind().isStop()));
    }

    /** What has to be read to tell. */
    static Set<Key> wants(NodeView view, ProcessTable.Entry process) {
        var wants = new LinkedHashSet<Key>();
        all(view, process).forEach(one -> wants.addAll(Rest.wants(view, one.pid())));
        return wants;
    }

    /** The last of those that it has started one after the other: its only child, and the only child of that one; else itself. */
    public static ProcessTable.Entry last(NodeView view, ProcessTable.Entry process) {
        var at = process;
        for (int i = 0; i < GENERATIONS; i++) {
            var children = view.childrenOf(at.pid()).stream()
                    .filter(child -> !child.isGone())
                    .toList();
            if (children.size() != 1) {
                return at;
            }
            at = children.getFirst();
        }
        return at;
    }

    private static Stream<ProcessTable.Entry> all(NodeView view, ProcessTable.Entry process) {
        return Stream.concat(
                Stream.of(process), below(view, List.of(process), GENERATIONS).filter(child -> !child.isGone()));
    }

    private static Stream<ProcessTable.Entry> below(NodeView view, List<ProcessTable.Entry> parents, int generations) {
        var children = parents.stream()
                .flatMap(parent -> view.childrenOf(parent.pid()).stream())
                .toList();
        return generations == 0 || children.isEmpty()
                ? Stream.empty()
                : Stream.concat(children.stream(), below(view, children, generations - 1));
    }
}
