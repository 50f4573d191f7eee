package io.nodethaw.agent.cure;

/** How an attempt to cure has ended. */
public sealed interface Ended {
    /** It is not time for it yet. */
    record NotYet() implements Ended {}

    /** It was withheld. */
    record Withheld(Told told) implements Ended {}

    /** Healing was begun and has ended, and all of that is told. */
    record Done() implements Ended {}
}
