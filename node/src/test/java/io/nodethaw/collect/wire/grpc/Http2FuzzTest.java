package io.nodethaw.collect.wire.grpc;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.nodethaw.collect.BytesConnection;
import io.nodethaw.collect.Deadline;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

class Http2FuzzTest {
    // an empty SETTINGS frame, so that what follows reaches the call
    private static final byte[] SETTINGS = {0, 0, 0, 4, 0, 0, 0, 0, 0};

    @FuzzTest
    void anyPeerEndsInOneOfFourWays(byte[] bytes) throws IOException {
        var input = new byte[SETTINGS.length + bytes.length];
        System.arraycopy(SETTINGS, 0, input, 0, SETTINGS.length);
        System.arraycopy(bytes, 0, input, SETTINGS.length, bytes.length);
        try {
            GrpcConnection.unary(
                    _ -> BytesConnection.hangingUp(input),
                    "localhost",
                    "/a.B/C",
                    new byte[10],
                    Map.of(),
                    Deadline.in(Duration.ofSeconds(10)));
        } catch (Http2Exception | GrpcStatusException | EOFException _) {
            // a reply, a status, a broken reply, or the end of the connection
        }
    }
}
