package io.nodethaw.hop;

import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Progress;
import java.util.List;
import java.util.stream.Stream;

/** Whether a helper, and what it has started, did anything between two readings. */
public final class StandsStill {
    /** A driver runs mount, which runs mount.nfs. */
    private static final int GENERATIONS = 3;

    private StandsStill() {}

    /** True when neither it nor what it has started did anything. */
    public static boolean isSo(NodeView view, ProcessTable.Entry process) {
        return Progress.of(view, process.pid()) == Progress.STILL
                && below(view, List.of(process), GENERATIONS)
                        .noneMatch(child -> Progress.of(view, child.pid()) == Progress.MOVED);
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
