package io.nodethaw.agent;

import io.nodethaw.agent.cure.Told;
import java.util.List;

/** Somebody who is told what the agent sees. It must return at once, whatever hangs. */
interface Follower {
    /**
     * A round is over.
     *
     * @param ending how
     * @param conditions as they are published now
     */
    default void round(Rounds.Ending ending, List<Published> conditions) {}

    /**
     * A condition is published anew. It is told before the end of the round in which it changed.
     *
     * @param ending how that round ended
     */
    default void changed(Published before, Published now, Rounds.Ending ending) {}

    /** Something about cures is told. Called by the thread that cures. */
    default void told(Told told) {}
}
