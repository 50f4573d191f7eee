package io.nodethaw.collect;

import io.nodethaw.evidence.Reading;
import java.io.IOException;

/** There was nothing to ask, or we may not: no such socket, no permission. Its message says why. */
public final class NotAskedException extends IOException {
    private static final long serialVersionUID = 1;

    /** @param why in a few words, for the report: "no socket at /run/containerd/containerd.sock" */
    public NotAskedException(String why) {
        super(why);
    }

    /** We may not ask, so that nobody can tell whether there is something. */
    public static NotAskedException notPermitted(String what) {
        return new NotAskedException(Reading.NotAsked.NOT_PERMITTED + ": " + what);
    }
}
