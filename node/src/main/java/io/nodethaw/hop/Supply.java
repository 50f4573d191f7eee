package io.nodethaw.hop;

import io.nodethaw.analysis.Stock;
import io.nodethaw.evidence.Key;
import io.nodethaw.wait.NodeView;
import java.util.List;
import java.util.Set;

/** One kind of thing that a node can run out of: it knows what tells how much is used, and how much there may be. Pure. */
public interface Supply {
    /** What a person calls it: "file handles". */
    String name();

    /**
     * What has to be read to tell.
     *
     * @param depth LIGHT for what is read in every look, since it costs next to nothing; CLOSE for what only a forecast reads
     */
    Set<Key> wants(NodeView view, Depth depth);

    /** How much is used of each thing of this kind; nothing of what was not read. */
    List<Stock> stocks(NodeView view);
}
