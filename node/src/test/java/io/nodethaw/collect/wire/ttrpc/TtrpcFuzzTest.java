package io.nodethaw.collect.wire.ttrpc;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.nodethaw.collect.BytesConnection;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.wire.grpc.GrpcStatusException;
import io.nodethaw.collect.wire.protobuf.ProtobufException;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;

class TtrpcFuzzTest {

    @FuzzTest
    void anyPeerEndsInOneOfFiveWays(byte[] bytes) throws IOException {
        var limit = Deadline.in(Duration.ofSeconds(10));
        try (var connection = TtrpcConnection.open(_ -> BytesConnection.hangingUp(bytes), limit)) {
            var service = new TaskService(connection);
            service.connect("c0ffee", limit);
            service.state("c0ffee", "", limit);
        } catch (TtrpcException | ProtobufException | GrpcStatusException | EOFException _) {
            // a reply, a status, a broken message, a broken reply, or the end of the connection
        }
    }
}
