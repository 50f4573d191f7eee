package io.nodethaw.collect.source;

/** Where a fact may be read, in the order in which reading begins: first what takes longest, so that the rest is read meanwhile. */
public enum ReadingPlace {
    /** The reader child: what takes a lock of another process, or may stay in state D. */
    CHILD("the child process"),
    /** A thread of ours that can be left behind: what may wait for a file system, or for a module of the kernel. */
    THREAD("a thread of its own"),
    /** The look's own thread: what never waits for anybody. */
    OWN("itself"),
    /** Not read but asked, by the probe of a hop, in a thread of its own. */
    PROBE("a thread of its own");

    private final String words;

    ReadingPlace(String words) {
        this.words = words;
    }

    /** Who reads it, for docs/operating.md. */
    public String words() {
        return words;
    }
}
