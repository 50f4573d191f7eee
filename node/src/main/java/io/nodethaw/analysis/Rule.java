package io.nodethaw.analysis;

import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.WaitGraph;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Says what is wrong with a vertex, by evidence alone. Each rule has one code. */
public interface Rule {
    /** The page of its code. */
    Explanation explanation();

    /** What it concludes; empty when it does not apply or cannot tell. */
    List<Finding> judge(NodeView view, WaitGraph graph);

    /** What to do about a root that it has found something about; empty where that cannot be said in a command. */
    default Optional<Step> step(NodeView view, WaitGraph graph, Root root) {
        return Optional.empty();
    }

    /** Victims that follow from its findings even though nobody is seen to ask them. Most rules only explain and have none. */
    default List<Victim> victims(NodeView view, Collection<Role> roles) {
        return List.of();
    }

    /** Victims that count only where no other victim is known to wait for their process: such a wait says more. */
    default List<Victim> overdue(NodeView view, Collection<Role> roles) {
        return List.of();
    }
}
