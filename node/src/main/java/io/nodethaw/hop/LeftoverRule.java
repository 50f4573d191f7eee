package io.nodethaw.hop;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Leftover;
import io.nodethaw.analysis.Root;
import io.nodethaw.analysis.Rule;
import io.nodethaw.analysis.Step;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.WaitGraph;
import java.util.List;
import java.util.Optional;

/** What something left behind means where somebody waits for it. */
record LeftoverRule(LeftoverKind kind) implements Rule {
    @Override
    public Explanation explanation() {
        return kind.explanation();
    }

    @Override
    public List<Finding> judge(NodeView view, WaitGraph graph) {
        return kind.left(view).stream()
                .filter(left -> left.certain() && !kind.waiters(view, left).isEmpty())
                .<Finding>map(left ->
                        new Finding.Stuck(left.code(), left.at(), Confidence.LIKELY, left.title(), left.proofs()))
                .toList();
    }

    @Override
    public Optional<Step> step(NodeView view, WaitGraph graph, Root root) {
        return root.finding()
                        .filter(found -> found.code().equals(explanation().code()))
                        .isPresent()
                ? kind.left(view).stream()
                        .filter(left -> left.at().equals(root.vertex()))
                        .map(Leftover::step)
                        .findFirst()
                : Optional.empty();
    }
}
