package io.nodethaw.analysis;

import io.nodethaw.wait.Vertex;
import java.util.List;

/**
 * Something that is left behind, or has become so much that it costs: it makes no node sick, and it is told unasked.
 *
 * @param code the page of its kind: hop, dot, name
 * @param at what a wait for it would lead to
 * @param what a person calls it
 * @param title what is wrong with it, after that
 * @param certain false while only one reading has shown it, so that it may be at work, or just being removed
 * @param step what to do about it
 */
public record Leftover(
        String code, Vertex at, String what, String title, boolean certain, Step step, List<Proof> proofs) {
    public Leftover {
        proofs = List.copyOf(proofs);
    }
}
