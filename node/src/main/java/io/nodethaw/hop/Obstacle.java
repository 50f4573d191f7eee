package io.nodethaw.hop;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Step;
import io.nodethaw.evidence.Key;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One kind of thing that makes starts of containers fail at once. It is found by direct readings; that others complain of it is
 * never enough.
 */
public interface Obstacle {
    /** The page of its code. */
    Explanation explanation();

    /**
     * What has to be read to find it.
     *
     * @param depth LIGHT for what is cheap and read in every look, CLOSE for what is read only once it is suspected
     */
    Set<Key> wants(NodeView view, Depth depth);

    /** Where it is met, or may be. */
    List<Met> met(NodeView view);

    /** What to do about one that is met, where that can be said in a command; it may be a look that shows more. */
    default Optional<Step> step(NodeView view, Met met) {
        return Optional.empty();
    }

    /**
     * A place where it is met.
     *
     * @param at what a start needs
     * @param label what a person calls that
     * @param title what is wrong with it, after the label
     * @param certainty whether no start can succeed
     * @param down the unit of a daemon that cannot start for it either; empty where none is known
     */
    record Met(
            Vertex.Resource at,
            String label,
            String title,
            Certainty certainty,
            Confidence confidence,
            List<Proof> proofs,
            Optional<String> down) {
        public Met {
            proofs = List.copyOf(proofs);
        }

        /** Where every daemon that needs it runs. */
        public Met(
                Vertex.Resource at,
                String label,
                String title,
                Certainty certainty,
                Confidence confidence,
                List<Proof> proofs) {
            this(at, label, title, certainty, confidence, proofs, Optional.empty());
        }
    }

    /** How much is known. */
    enum Certainty {
        /** A closer look may show it; nobody is accused before. */
        SUSPECTED,
        /** Starts fail because of it. */
        CERTAIN
    }
}
