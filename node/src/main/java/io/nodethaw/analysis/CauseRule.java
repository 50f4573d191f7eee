package io.nodethaw.analysis;

import io.nodethaw.wait.NodeView;
import java.util.List;
import java.util.Set;

/** Says why a state that was found came about. */
public interface CauseRule {
    /** Causes of these findings; "unknown" is an answer. */
    List<Cause> judge(NodeView view, List<Finding> findings);

    /** Ids of the known bugs that it judges by more than their signs and the version. */
    default Set<String> bugs() {
        return Set.of();
    }
}
