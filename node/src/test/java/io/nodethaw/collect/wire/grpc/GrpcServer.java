package io.nodethaw.collect.wire.grpc;

import io.grpc.HandlerRegistry;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerMethodDefinition;
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
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** grpc-java on loopback, for methods that take and give bytes. */
public final class GrpcServer implements AutoCloseable {
    private final Server server;

    private GrpcServer(Server server) {
        this.server = server;
    }

    static GrpcServer of(String service, String method, ServerCalls.UnaryMethod<byte[], byte[]> answer)
            throws IOException {
        return of(Map.of(service + "/" + method, answer));
    }

    /** Knows these methods, by their full names, and no others: "runtime.v1.RuntimeService/Status". */
    public static GrpcServer of(Map<String, ServerCalls.UnaryMethod<byte[], byte[]>> methods) throws IOException {
        var registry = new HandlerRegistry() {
            @Override
            public @Nullable ServerMethodDefinition<?, ?> lookupMethod(String name, @Nullable String authority) {
                var answer = methods.get(name);
                return answer == null
                        ? null
                        : ServerMethodDefinition.create(descriptor(name), ServerCalls.asyncUnaryCall(answer));
            }
        };
        return new GrpcServer(NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .fallbackHandlerRegistry(registry)
                .build()
                .start());
    }

    private static MethodDescriptor<byte[], byte[]> descriptor(String name) {
        return MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName(name)
                .setRequestMarshaller(new Bytes())
                .setResponseMarshaller(new Bytes())
                .build();
    }

    public Connector connector() {
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
