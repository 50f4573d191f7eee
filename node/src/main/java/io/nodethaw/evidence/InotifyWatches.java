package io.nodethaw.evidence;

/** How many watches the inotify instances of a process have, together; the instance is the pid. */
public record InotifyWatches(int pid, long watches) {
    public static final FactType<InotifyWatches> TYPE = FactType.ofProcess("inotify-watches", InotifyWatches.class);
}
