package io.nodethaw.golang;

import java.io.IOException;

/**
 * The goroutines of this program cannot be read reliably: it is not a Go program, or not one that is known. The message says
 * why.
 */
public final class UnknownProgramException extends IOException {
    private static final long serialVersionUID = 1;

    UnknownProgramException(String why) {
        super(why);
    }
}
