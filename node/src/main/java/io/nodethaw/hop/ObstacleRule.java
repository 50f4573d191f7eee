package io.nodethaw.hop;

import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Rule;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.WaitGraph;
import java.util.List;

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
}
