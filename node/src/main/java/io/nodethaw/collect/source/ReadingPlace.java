package io.nodethaw.collect.source;

/** Where a fact may be read, in the order in which reading begins: first what takes longest, so that the rest is read meanwhile. */
public enum ReadingPlace {
    /** The reader child, for what takes a lock of another process or may stay in state D. */
    CHILD("the child process"),
    /** A thread that can be left behind, for what may wait for a file system or for a kernel module to be loaded. */
    THREAD("a thread of its own"),
    /** The look's own thread, for what never waits for anybody. */
    OWN("itself"),
    /** Not read: the probe of a hop asks for it, in its own thread. */
    PROBE("a thread of its own");

    private final String words;

    ReadingPlace(String words) {
        this.words = words;
    }

    /** Who reads it, in the words of docs/operating.md. */
    public String words() {
        return words;
    }
}
