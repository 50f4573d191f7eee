package io.nodethaw.remedy;

import io.nodethaw.analysis.Root;
import java.util.List;

/** Ends processes that wait for replies which a cure has lost, when they do not end by themselves. */
public interface Aftercare extends Act {
    /** The processes that wait for this root, directly or through others. Pure. */
    List<Target> waiting(Diagnosis now, Root root);

    /** True when this process, which waited before the cure, still waits. Pure. */
    boolean stillWaits(Diagnosis after, Target target);
}
