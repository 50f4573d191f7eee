package io.nodethaw.analysis;

import io.nodethaw.wait.NodeView;
import java.util.List;

/** Says why a state that was found came about. */
public interface CauseRule {
    /** Causes of these findings; "unknown" is an answer. */
    List<Cause> judge(NodeView view, List<Finding> findings);
}
