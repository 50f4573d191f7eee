package io.nodethaw.remedy;

import io.nodethaw.analysis.Root;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What can be done about a root: one file in the folder of its hop, in the list of its {@code remedies()}, where the least
 * disruptive for a finding stands first. It is done only where the finding is proven, twice, and where all its checks hold; it helped when
 * who was treated is well, canaries start, and no container is gone.
 */
public interface Remedy extends Act {
    /** Codes of the findings that it is for. */
    Set<String> answers();

    /** Whom it would treat for this root; empty where it is not for this one. Pure. */
    Optional<Target> target(Diagnosis now, Root root);

    /** What must hold before it, besides what must hold before anything: each reads what it judges now, in bounded time. */
    default List<Check> checks(NodeAccess access, Target target, Diagnosis now) {
        return List.of();
    }

    /** What must hold as well and may do so a moment later: fresh looks are taken until it does. Pure. */
    default List<Check> passing(Diagnosis now) {
        return List.of();
    }

    /** How long it may take until it shows that it helped. */
    Duration settling();

    /** True when who was treated is well again. Ends in bounded time. */
    boolean isWell(NodeAccess access, Target target);

    /** What it does when it is well, after its name: "answers on the bus and off it". */
    String recovery();

    /** True when those who wait for its target lose their replies with it: then what still waits afterwards is ended, see {@link Aftercare}. */
    default boolean losesReplies() {
        return false;
    }
}
