package io.nodethaw.golang;

import java.io.IOException;

/** The goroutines of this program cannot be read for certain: it is none of Go's, or one that is not known. Its message says why. */
public final class UnknownProgramException extends IOException {
    private static final long serialVersionUID = 1;

    UnknownProgramException(String why) {
        super(why);
    }
}
