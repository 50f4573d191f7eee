package io.nodethaw.remedy;

import io.nodethaw.analysis.Root;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What can be done about a root: one file in the folder of its hop, in the list of its {@code remedies()}, where the least
 * disruptive for a finding comes first. It is done only when the finding is proven, in two looks, and all its checks hold. It
 * has helped when the treated process is well, canaries start, and no container is gone.
 */
public interface Remedy extends Act {
    /** Codes of the findings that it can treat. */
    Set<String> answers();

    /** Whom it would treat for this root; empty when it is not meant for this root. Pure. */
    Optional<Target> target(Diagnosis now, Root root);

    /**
     * What must hold before it, in addition to what must hold before any act. Each check reads now what it judges, in bounded
     * time.
     */
    default List<Check> checks(NodeAccess access, Target target, Diagnosis now) {
        return List.of();
    }

    /** What must also hold, but may only hold a moment later: fresh looks are taken until it does. Pure. */
    default List<Check> passing(Diagnosis now) {
        return List.of();
    }

    /** What it may cost even when it helps, or what nobody can know about it: one sentence without a full stop, for a person. */
    String risk();

    /** First processes of containers that end because of it: what it may cost is known before, and is no failure. Pure. */
    default List<Target> ends(Diagnosis now, Target target) {
        return List.of();
    }

    /**
     * True when the same finding at another target is another cause, so that "once within the hour" counts for each target. False for
     * whatever has another pid once it was treated, and might be treated again and again.
     */
    default boolean countsEachTarget() {
        return false;
    }

    /**
     * True where nothing in the evidence of this look speaks against it already, so that a person may be told to have it done. What must
     * hold is read anew all the same, and may refuse it. Pure.
     */
    default boolean offered(Diagnosis now, Target target) {
        return true;
    }

    /** How long it may take until one can see that it helped. */
    Duration settling();

    /** True when the treated process is well again. Ends in bounded time. */
    boolean isWell(NodeAccess access, Target target);

    /** What the treated process does when it is well, as text after its name: "answers on the bus and off it". */
    String recovery();

    /**
     * True when those who wait for its target lose their replies: what still waits afterwards is then ended, see {@link
     * Aftercare}.
     */
    default boolean losesReplies() {
        return false;
    }
}
