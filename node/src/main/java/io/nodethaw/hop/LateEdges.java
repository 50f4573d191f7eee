package io.nodethaw.hop;

import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Victim;
import java.util.List;

/** Concludes waits from the roles and victims of the whole chain. */
public interface LateEdges {
    /**
     * The waits that are concluded.
     *
     * @param known the edges found so far
     */
    List<Edge> edges(NodeView view, List<Role> roles, List<Victim> victims, List<Edge> known);
}
