package io.nodethaw.collect;

import java.io.IOException;

/** There was nobody or nothing to ask: no such socket, no such process. The message says why. */
public sealed class NotAskedException extends IOException permits NotPermittedException {
    private static final long serialVersionUID = 1;

    /** @param why in a few words, for the report: "no socket at /run/containerd/containerd.sock" */
    public NotAskedException(String why) {
        super(why);
    }
}
