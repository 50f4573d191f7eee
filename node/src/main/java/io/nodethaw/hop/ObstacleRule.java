package io.nodethaw.hop;

import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Root;
import io.nodethaw.analysis.Rule;
import io.nodethaw.analysis.Step;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.WaitGraph;
import java.util.List;
import java.util.Optional;

/** What an obstacle means where it is certainly met: starts fail. */
record ObstacleRule(Obstacle obstacle) implements Rule {
    @Override
    public Explanation explanation() {
        return obstacle.explanation();
    }

    @Override
    public List<Finding> judge(NodeView view, WaitGraph graph) {
        return obstacle.met(view).stream()
                .filter(met -> met.certainty() == Obstacle.Certainty.CERTAIN)
                .<Finding>map(met -> new Finding.Failing(
                        explanation().code(), met.at(), met.confidence(), met.title(), met.proofs()))
                .toList();
    }

    @Override
    public Optional<Step> step(NodeView view, WaitGraph graph, Root root) {
        return obstacle.met(view).stream()
                .filter(met -> met.at().equals(root.vertex()))
                .flatMap(met -> obstacle.step(view, met).stream())
                .findFirst();
    }
}
