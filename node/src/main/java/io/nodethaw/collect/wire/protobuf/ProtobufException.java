package io.nodethaw.collect.wire.protobuf;

import java.io.IOException;

/** Bytes that are no protocol buffer message, or a field of another kind than the reader asked for. */
public final class ProtobufException extends IOException {
    private static final long serialVersionUID = 1;

    /** @param what is wrong and where: "field 3 at byte 12: 400 bytes announced, 7 left" */
    public ProtobufException(String what) {
        super("malformed protobuf message: " + what);
    }
}
