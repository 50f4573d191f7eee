package io.nodethaw.collect.wire.dbus;

import java.io.IOException;

/** Bytes that are no valid D-Bus message, or one larger than we are ready to read. */
public final class MessageFormatException extends IOException {
    private static final long serialVersionUID = 1;

    /** @param what which rule is broken, and how */
    public MessageFormatException(String what) {
        super("malformed D-Bus message: " + what);
    }
}
