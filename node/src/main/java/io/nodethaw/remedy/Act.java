package io.nodethaw.remedy;

import java.io.IOException;
import java.util.Set;

/** One thing that can be done to a process of the node. It is written down before it is done, and again after it. */
public interface Act {
    /** HOP.what-it-does, for ever: records name it so. */
    String name();

    /** What records of earlier versions call it. */
    default Set<String> formerNames() {
        return Set.of();
    }

    /** One line for a person: what is done to whom. */
    String title(Target target);

    /** What shows later whether it was done, noted before it is; empty when nothing does, or it could not be read. */
    default String mark(Diagnosis now) {
        return "";
    }

    /**
     * Does it once. Ends in bounded time.
     *
     * @param now the look that it rests on
     * @return how it was done, in words
     * @throws RefusedException when somebody was asked to do it, and said no
     * @throws io.nodethaw.collect.NotAskedException when nothing was done
     * @throws IOException when nobody knows whether it was done
     */
    String perform(NodeAccess access, Target target, Diagnosis now) throws IOException;

    /**
     * Whether it was done, of a step that was begun by a program which did not live to tell. Pure.
     *
     * @param mark what was noted before it
     * @param now a look after it
     */
    Became became(Target target, String mark, Diagnosis now);

    /**
     * What became of a step.
     *
     * @param done true also where it cannot be told and doing it again could do harm
     * @param how in words
     */
    record Became(boolean done, String how) {}

    /** True when a record means this by that name. */
    default boolean isNamed(String kind) {
        return kind.equals(name()) || formerNames().contains(kind);
    }
}
