package io.nodethaw.agent.cure;

import io.nodethaw.evidence.Evidence;
import java.io.IOException;

/** Heals this node, and knows what was done to it. */
public interface Healer {
    /** Has it healed of this alone; blocks until that has ended. */
    Outcome heal(String code);

    /**
     * How many cures of this boot have acted within the hour before this evidence, whoever had them done.
     *
     * @throws IOException when the records cannot be read, so that it is not known
     */
    int cures(Evidence now) throws IOException;
}
