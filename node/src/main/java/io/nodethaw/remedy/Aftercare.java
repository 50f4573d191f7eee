package io.nodethaw.remedy;

import io.nodethaw.analysis.Root;
import java.util.List;

/** Ends those who wait for replies that a cure has lost, when they do not end by themselves. */
public interface Aftercare extends Act {
    /** Who waits for this root in the end. Pure. */
    List<Target> waiting(Diagnosis now, Root root);

    /** True when this one, which waited before, still waits. Pure. */
    boolean stillWaits(Diagnosis after, Target target);
}
