package io.nodethaw.collect.wire.ttrpc;

import io.nodethaw.collect.Connection;
import io.nodethaw.collect.Connector;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.wire.grpc.GrpcStatusException;
import io.nodethaw.collect.wire.protobuf.ProtobufReader;
import io.nodethaw.collect.wire.protobuf.ProtobufWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * One connection to a ttrpc server, for unary calls one after the other. The protocol has no greeting: that nobody serves the
 * socket shows at the first call. Stages of a {@link io.nodethaw.collect.SilentException}: "connect", "reply to
 * SERVICE/METHOD". Not for use by several threads.
 */
public final class TtrpcConnection implements Closeable {
    /** How much longer the server may work on a call than we wait for it, so that a call that hangs is always silent. */
    private static final Duration SERVER_MARGIN = Duration.ofMillis(500);

    private final Connection connection;
    private int nextStream = 1;

    private TtrpcConnection(Connection connection) {
        this.connection = connection;
    }

    /** Connects. */
    public static TtrpcConnection open(Connector connector, Deadline deadline) throws IOException {
        return new TtrpcConnection(connector.open(deadline));
    }

    /**
     * Calls a method and waits for its reply.
     *
     * @param service "containerd.task.v2.Task"
     * @param request its message
     * @return the reply message
     * @throws GrpcStatusException when the server answered with an error; ttrpc uses gRPC's codes
     * @throws TtrpcException when what came is no ttrpc
     */
    public byte[] unary(String service, String method, byte[] request, Deadline deadline) throws IOException {
        int stream = nextStream;
        nextStream += 2;
        var stage = "reply to " + service + "/" + method;
        var body = ByteBuffer.wrap(request(service, method, request, deadline));
        new Message(stream, Message.REQUEST, body).write(connection, deadline, stage);
        while (true) {
            var message = Message.read(connection, deadline, stage);
            // other streams: late replies to calls we gave up
            if (message.stream() == stream) {
                if (message.type() != Message.RESPONSE) {
                    throw new TtrpcException("message of type " + message.type() + " where a response was expected");
                }
                return payload(message.data());
            }
        }
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }

    // Request in ttrpc's request.proto
    private static byte[] request(String service, String method, byte[] payload, Deadline deadline) {
        return new ProtobufWriter()
                .string(1, service)
                .string(2, method)
                .bytes(3, payload)
                .varint(4, deadline.left().plus(SERVER_MARGIN).toNanos())
                .toBytes();
    }

    // Response in ttrpc's request.proto
    private static byte[] payload(ByteBuffer response) throws IOException {
        var fields = ProtobufReader.of(response);
        var payload = new byte[0];
        while (fields.next()) {
            switch (fields.field()) {
                case 1 -> checkStatus(fields.message());
                case 2 -> payload = fields.bytes();
                default -> {}
            }
        }
        return payload;
    }

    // google.rpc.Status
    private static void checkStatus(ProtobufReader status) throws IOException {
        long code = 0;
        var text = "";
        while (status.next()) {
            switch (status.field()) {
                case 1 -> code = status.varint();
                case 2 -> text = status.string();
                default -> {}
            }
        }
        if (code != 0) {
            throw new GrpcStatusException((int) code, text);
        }
    }
}
