package io.nodethaw.hop;

import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Leftover;
import io.nodethaw.evidence.Key;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import java.util.List;
import java.util.Set;

/**
 * One kind of thing that nobody works on any more and that stays: a gap between what lies in files and which processes there are, or a
 * crowd of what should have been removed. Pure. It is a warning; a finding only where somebody is seen to wait for it.
 */
public interface LeftoverKind {
    /** The page of its code. */
    Explanation explanation();

    /**
     * What has to be read to find it.
     *
     * @param depth LIGHT for what is read in every look, WORK for what a look reads once all answer, CLOSE once it is suspected
     */
    Set<Key> wants(NodeView view, Depth depth);

    /** Where it is found. It is certain only where two readings of one look agree. */
    List<Leftover> left(NodeView view);

    /** Who is seen to wait for one that is certain. */
    default List<Waiter> waiters(NodeView view, Leftover left) {
        return List.of();
    }

    /**
     * A process that waits for what is left.
     *
     * @param text what it waits for, in words
     * @param readings where that was read
     */
    record Waiter(Vertex who, String text, List<Key> readings) {
        public Waiter {
            readings = List.copyOf(readings);
        }
    }
}
