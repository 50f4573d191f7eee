package io.nodethaw.remedy;

import java.io.IOException;

/** A step of a canary was not done: who was asked for it says that it failed. The message is in its own words. */
public final class RefusedStartException extends IOException {
    private static final long serialVersionUID = 1;

    /** @param words of who was asked */
    public RefusedStartException(String words) {
        super(words);
    }

    /** @param cause the answer */
    public RefusedStartException(String words, Throwable cause) {
        super(words, cause);
    }
}
