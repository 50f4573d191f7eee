package io.nodethaw.remedy;

import io.nodethaw.analysis.Root;
import java.io.IOException;
import java.util.List;

/** Ends processes that wait for replies which a cure has lost, when they do not end by themselves. */
public interface Aftercare extends Act {
    /** The processes that wait for this root, directly or through others. Pure. */
    List<Target> waiting(Diagnosis now, Root root);

    /** Keeps one from going on until it is let go, so that a crowd does not go on all at once; one that has ended is none. */
    void hold(NodeAccess access, Target waiting) throws IOException;

    /** Lets one go on that was held, and does nothing to one that was not. */
    void letGo(NodeAccess access, Target waiting) throws IOException;

    /** True when this process, which waited before the cure, still waits. Pure. */
    boolean stillWaits(Diagnosis after, Target target);
}
