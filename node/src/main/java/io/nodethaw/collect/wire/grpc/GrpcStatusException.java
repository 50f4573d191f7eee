package io.nodethaw.collect.wire.grpc;

import java.io.IOException;

/** The server answered, with an error. Its codes are used by gRPC and by ttrpc. */
public final class GrpcStatusException extends IOException {
    private static final long serialVersionUID = 1;

    // grpc/doc/statuscodes.md
    static final int CANCELLED = 1;
    static final int UNKNOWN = 2;
    static final int DEADLINE_EXCEEDED = 4;
    static final int PERMISSION_DENIED = 7;
    static final int RESOURCE_EXHAUSTED = 8;
    static final int FAILED_PRECONDITION = 9;
    static final int ABORTED = 10;
    static final int UNIMPLEMENTED = 12;
    static final int INTERNAL = 13;
    static final int UNAVAILABLE = 14;

    // in order of their numbers
    private static final String[] NAMES = {
        "OK",
        "CANCELLED",
        "UNKNOWN",
        "INVALID_ARGUMENT",
        "DEADLINE_EXCEEDED",
        "NOT_FOUND",
        "ALREADY_EXISTS",
        "PERMISSION_DENIED",
        "RESOURCE_EXHAUSTED",
        "FAILED_PRECONDITION",
        "ABORTED",
        "OUT_OF_RANGE",
        "UNIMPLEMENTED",
        "INTERNAL",
        "UNAVAILABLE",
        "DATA_LOSS",
        "UNAUTHENTICATED",
    };

    private final int code;
    private final String text;

    /**
     * @param code as in grpc/doc/statuscodes.md
     * @param text what the server says to it; may be empty
     */
    public GrpcStatusException(int code, String text) {
        super(text.isEmpty() ? name(code) : name(code) + ": " + text);
        this.code = code;
        this.text = text;
    }

    /** Number of the status. */
    public int code() {
        return code;
    }

    /** The server's own words; may be empty. */
    public String text() {
        return text;
    }

    /** True when the server knows no such service or method, and an older name may be tried. */
    public boolean isUnimplemented() {
        return code == UNIMPLEMENTED;
    }

    /**
     * True when the server says that it tried, and failed. Other codes say that it did not try: it is not there yet, does not know what is
     * asked for, or does not permit it.
     */
    public boolean isFailure() {
        return switch (code) {
            case UNKNOWN, DEADLINE_EXCEEDED, FAILED_PRECONDITION, ABORTED, INTERNAL -> true;
            default -> false;
        };
    }

    private static String name(int code) {
        return code >= 0 && code < NAMES.length ? NAMES[code] : "status " + code;
    }
}
