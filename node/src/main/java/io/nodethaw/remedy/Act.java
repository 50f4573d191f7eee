package io.nodethaw.remedy;

import java.io.IOException;
import java.util.Set;

/** One thing that can be done to a process of the node. It is written down before it is done, and again after it. */
public interface Act {
    /** HOP.what-it-does; it never changes, because records contain it. */
    String name();

    /** Its names in records of earlier versions. */
    default Set<String> formerNames() {
        return Set.of();
    }

    /** One line for a person: what is done to whom. */
    String title(Target target);

    /**
     * A mark that is noted before the act and shows later whether it was done; empty when nothing shows it, or it could not be
     * read.
     */
    default String mark(Diagnosis now) {
        return "";
    }

    /**
     * Does it once. Ends in bounded time.
     *
     * @param now the look that it rests on
     * @return how it was done, in words
     * @throws RefusedException when the process that was asked to do it refused
     * @throws io.nodethaw.collect.NotAskedException when nothing was done
     * @throws IOException when it is not known whether it was done
     */
    String perform(NodeAccess access, Target target, Diagnosis now) throws IOException;

    /**
     * Whether a step was done that was begun by a program which was killed before it could record the outcome. Pure.
     *
     * @param mark the mark that was noted before it
     * @param now a look after it
     */
    Became became(Target target, String mark, Diagnosis now);

    /**
     * What became of a step.
     *
     * @param done true when it was done; also when it cannot be told and doing it again could do harm
     * @param how in words
     */
    record Became(boolean done, String how) {}

    /** True when that name in a record means this act. */
    default boolean isNamed(String kind) {
        return kind.equals(name()) || formerNames().contains(kind);
    }
}
