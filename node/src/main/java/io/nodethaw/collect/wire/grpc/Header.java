package io.nodethaw.collect.wire.grpc;

/**
 * One header field of HTTP/2.
 *
 * @param name in lower case; pseudo-headers begin with a colon
 * @param value any bytes, each as one char
 */
record Header(String name, String value) {
    // what an entry costs beyond its text, RFC 7541 section 4.1
    private static final int OVERHEAD = 32;

    /** Size as HPACK counts it, in bytes. */
    int size() {
        return name.length() + value.length() + OVERHEAD;
    }
}
