package io.nodethaw.collect.wire.protobuf;

import com.code_intelligence.jazzer.junit.FuzzTest;

class ProtobufReaderFuzzTest {

    @FuzzTest
    void readsOrRefusesAnything(byte[] message) {
        try {
            walk(ProtobufReader.of(message), 0);
        } catch (ProtobufException _) {
            // the one way to fail
        }
    }

    private static void walk(ProtobufReader reader, int depth) throws ProtobufException {
        while (reader.next()) {
            switch (reader.field() % 4) {
                case 0 -> reader.varint();
                case 1 -> reader.string();
                case 2 -> reader.bytes();
                default -> {
                    if (depth < 10) {
                        walk(reader.message(), depth + 1);
                    }
                }
            }
        }
    }
}
