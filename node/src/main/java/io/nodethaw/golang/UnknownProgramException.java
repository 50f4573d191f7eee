package io.nodethaw.golang;

import java.io.IOException;

/**
 * The program is not a Go program, or one whose goroutines cannot be read reliably. The message says why.
 */
public final class UnknownProgramException extends IOException {
    private static final long serialVersionUID = 1;

    UnknownProgramException(String why) {
        super(why);
    }
}
