package io.nodethaw.collect.grpc;

import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.nodethaw.collect.ChannelConnection;
import io.nodethaw.collect.Connector;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** grpc-java on loopback, for methods that take and give bytes. */
final class GrpcServer implements AutoCloseable {
    private final Server server;

    private GrpcServer(Server server) {
        this.server = server;
    }

    static GrpcServer of(String service, String method, ServerCalls.UnaryMethod<byte[], byte[]> answer)
            throws IOException {
        var descriptor = MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(service + "/" + method)
                .setRequestMarshaller(new Bytes())
                .setResponseMarshaller(new Bytes())
                .build();
        BindableService bound = () -> ServerServiceDefinition.builder(service)
                .addMethod(descriptor, ServerCalls.asyncUnaryCall(answer))
                .build();
        return new GrpcServer(NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(bound)
                .build()
                .start());
    }

    Connector connector() {
        return ChannelConnection.tcp(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort()));
    }

    /** Ends gracefully: a GOAWAY to whoever is connected. */
    void shutdown() {
        server.shutdown();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private record Bytes() implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
