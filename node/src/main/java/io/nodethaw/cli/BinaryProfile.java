package io.nodethaw.cli;

import io.nodethaw.collect.wire.protobuf.ProtobufException;
import io.nodethaw.collect.wire.protobuf.ProtobufReader;
import java.nio.charset.StandardCharsets;

/**
 * A profile as Go's pprof writes it: one message Profile of profile.proto (github.com/google/pprof), whose fields come in any
 * order. It is recognised by its first fields: each is one that a Profile has, of its type, and one of them is a ValueType.
 */
final class BinaryProfile {
    private static final int SAMPLE_TYPE = 1;
    private static final int PERIOD_TYPE = 11;

    private BinaryProfile() {}

    /** @param head its first bytes, one character for each */
    static boolean is(String head) {
        var fields = ProtobufReader.of(head.getBytes(StandardCharsets.ISO_8859_1));
        try {
            while (fields.next()) {
                switch (fields.field()) {
                    case SAMPLE_TYPE, PERIOD_TYPE -> {
                        return isValueType(fields.message());
                    }
                    // samples, mappings, locations, functions, texts
                    case 2, 3, 4, 5, 6 -> fields.message();
                    // which frames to drop or to keep, the time, the duration, the period, the default type, its page
                    case 7, 8, 9, 10, 12, 14, 15 -> fields.varint();
                    case 13 -> {} // numbers of comments, one by one or packed
                    default -> {
                        return false;
                    }
                }
            }
        } catch (ProtobufException e) {
            return false; // a text, or something else
        }
        return false;
    }

    /** ValueType: two numbers of texts, a type and a unit; either is left out where it is 0. */
    private static boolean isValueType(ProtobufReader type) throws ProtobufException {
        int numbers = 0;
        while (type.next()) {
            if (type.field() > 2 || type.varint() < 0) {
                return false;
            }
            numbers++;
        }
        return numbers > 0;
    }
}
