package io.nodethaw.hop;

import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Progress;
import java.util.List;
import java.util.stream.Stream;

/** Whether a helper, and what it has started, did anything between two readings, and who is the last of them. */
public final class StandsStill {
    /** A driver runs mount, which runs mount.nfs. */
    private static final int GENERATIONS = 3;

    private StandsStill() {}

    /** True when neither it nor what it has started did anything; false where that was not seen of all of them. */
    public static boolean isSo(NodeView view, ProcessTable.Entry process) {
        return Progress.of(view, process.pid()) == Progress.STILL
                && below(view, List.of(process), GENERATIONS)
                        .filter(child -> !child.isGone())
                        .allMatch(child -> Progress.of(view, child.pid()) == Progress.STILL);
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

    private static Stream<ProcessTable.Entry> below(NodeView view, List<ProcessTable.Entry> parents, int generations) {
        var children = parents.stream()
                .flatMap(parent -> view.childrenOf(parent.pid()).stream())
                .toList();
        return generations == 0 || children.isEmpty()
                ? Stream.empty()
                : Stream.concat(children.stream(), below(view, children, generations - 1));
    }
}
