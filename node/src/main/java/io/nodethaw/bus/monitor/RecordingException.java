package io.nodethaw.bus.monitor;

import java.io.IOException;

/** A file is no recording of a bus that can be read. */
public final class RecordingException extends IOException {
    private static final long serialVersionUID = 1;

    /** @param why after the name of the file: "it is empty" */
    RecordingException(String why) {
        super(why);
    }
}
