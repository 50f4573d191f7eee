package io.nodethaw.collect.wire.dbus;

import java.io.IOException;

/** The server does not accept who we are. */
public final class AuthenticationException extends IOException {
    private static final long serialVersionUID = 1;

    /** @param answer the line the server sent instead of OK */
    public AuthenticationException(String answer) {
        super("D-Bus authentication refused: " + answer);
    }
}
