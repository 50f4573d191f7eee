package io.nodethaw.wait;

import io.nodethaw.evidence.Key;
import java.util.List;
import java.util.Set;

/** Finds one kind of wait in what was read. Pure. */
public interface EdgeSource {

    /** The waits that the evidence shows. */
    List<Edge> edges(NodeView view);

    /** What would have to be read to see this kind of wait for the processes that victims reach; asked again each round. */
    Set<Key> wants(NodeView view, Reach reach);
}
