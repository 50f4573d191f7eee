package io.nodethaw.collect.socket;

import io.nodethaw.collect.NotAskedException;

/**
 * Takes this process out of the session and the process group that it was started in: whoever ends a terminal, or all that was started
 * from it, then does not end this one.
 */
public final class OwnSession {
    private OwnSession() {}

    /**
     * Begins one. Where the kernel refuses it, because this process leads a group (setsid(2)), or this Java may not ask, all stays
     * as it was.
     */
    public static void begin() {
        try {
            new SystemCalls().call(SystemCalls.Name.SETSID, 0, 0, 0);
        } catch (NotAskedException refused) {
            return; // signals still reach it together with its parent, and it does its work then
        }
    }
}
