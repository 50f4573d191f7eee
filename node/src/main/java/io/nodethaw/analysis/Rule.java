package io.nodethaw.analysis;

import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.WaitGraph;
import java.util.List;

/** Says what is the matter with a vertex, by evidence alone. One rule, one code. */
public interface Rule {
    /** The page of its code. */
    Explanation explanation();

    /** What it concludes; empty when it does not apply or cannot tell. */
    List<Finding> judge(NodeView view, WaitGraph graph);
}
