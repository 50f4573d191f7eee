package io.nodethaw.bus.monitor;

import java.io.IOException;

/** Takes one message after the other. */
interface Each {
    /**
     * Takes a message, whose bytes are only lent.
     *
     * @param there how many of its bytes are there; fewer than all where it is very long
     * @param length of the whole message
     */
    void take(byte[] bytes, int start, int there, int length) throws IOException;
}
