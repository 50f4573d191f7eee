package io.nodethaw.collect.wire.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.SilentException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Our client against grpc-java. */
class GrpcConformanceTest {
    private static final String PATH = "/test.Echo/Call";

    @Test
    void severalCallsShareAConnection() throws Exception {
        try (var server = server(GrpcConformanceTest::echo);
                var connection = open(server, 5000)) {
            for (int i = 0; i < 50; i++) {
                byte[] request = {1, 2, (byte) i};
                assertThat(call(connection, request, 5000)).isEqualTo(request);
            }
            assertThat(call(connection, new byte[0], 5000)).isEmpty();
        }
    }

    @Test
    void largeMessagesPassInBothDirections() throws Exception {
        byte[] large = new byte[3_000_000];
        for (int i = 0; i < large.length; i++) {
            large[i] = (byte) (i * 31);
        }
        try (var server = server(GrpcConformanceTest::echo);
                var connection = open(server, 20_000)) {
            assertThat(call(connection, large, 20_000)).isEqualTo(large);
            assertThat(call(connection, large, 20_000)).isEqualTo(large);
        }
    }

    @Test
    void aReplyAboveTheLimitIsRefused() throws Exception {
        try (var server = server((_, reply) -> answer(reply, new byte[(16 << 20) + 1]));
                var connection = open(server, 20_000)) {
            assertThatThrownBy(() -> call(connection, new byte[1], 20_000))
                    .isInstanceOf(Http2Exception.class)
                    .hasMessageContaining("larger than");
        }
    }

    @Test
    void theServersErrorKeepsItsCodeAndText() throws Exception {
        try (var server = server((_, reply) -> reply.onError(Status.FAILED_PRECONDITION
                        .withDescription("häng 100% tight")
                        .asRuntimeException()));
                var connection = open(server, 5000)) {
            assertThatThrownBy(() -> call(connection, new byte[1], 5000))
                    .isInstanceOfSatisfying(GrpcStatusException.class, e -> {
                        assertThat(e.code()).isEqualTo(9);
                        assertThat(e.text()).isEqualTo("häng 100% tight");
                    })
                    .hasMessage("FAILED_PRECONDITION: häng 100% tight");
        }
    }

    @Test
    void anUnknownMethodLeavesTheConnectionUsable() throws Exception {
        try (var server = server(GrpcConformanceTest::echo);
                var connection = open(server, 5000)) {
            assertThatThrownBy(() -> connection.unary("/test.Other/Call", new byte[0], Map.of(), limit(5000)))
                    .isInstanceOfSatisfying(
                            GrpcStatusException.class,
                            e -> assertThat(e.isUnimplemented()).isTrue());

            assertThat(call(connection, new byte[] {7}, 5000)).containsExactly(7);
        }
    }

    @Test
    void aCallWithoutAnswerIsSilentAndNamesItself() throws Exception {
        try (var server = server((_, _) -> {});
                var connection = open(server, 5000)) {
            assertThatThrownBy(() -> call(connection, new byte[1], 200))
                    .isInstanceOfSatisfying(SilentException.class, e -> {
                        assertThat(e.stage()).isEqualTo("reply to test.Echo/Call");
                        assertThat(e.waited()).isBetween(Duration.ofMillis(190), Duration.ofMillis(450));
                    });
            assertThatThrownBy(() -> call(connection, new byte[1], 200)).isInstanceOf(Http2Exception.class);
        }
    }

    @Test
    void theServerLearnsOurLimitAndThatWeLeft() throws Exception {
        var cancelled = new CountDownLatch(1);
        try (var server = server((_, _) -> {
            var context = io.grpc.Context.current();
            assertThat(context.getDeadline()).isNotNull();
            context.addListener(_ -> cancelled.countDown(), Runnable::run);
        })) {
            try (var connection = open(server, 5000)) {
                assertThatThrownBy(() -> call(connection, new byte[1], 100)).isInstanceOf(SilentException.class);
            }
            assertThat(cancelled.await(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aGracefulEndIsNoted() throws Exception {
        try (var server = server(GrpcConformanceTest::echo);
                var connection = open(server, 5000)) {
            call(connection, new byte[1], 5000);
            server.shutdown();

            assertThatThrownBy(() -> {
                        for (int i = 0; i < 3; i++) {
                            call(connection, new byte[1], 5000);
                        }
                    })
                    .isInstanceOf(java.io.IOException.class)
                    .isNotInstanceOf(SilentException.class);
        }
    }

    @Test
    void metadataArrives() throws Exception {
        try (var server = server(GrpcConformanceTest::echo);
                var connection = open(server, 5000)) {
            byte[] request = {1};
            var metadata = Map.of("containerd-namespace", "k8s.io");
            assertThat(connection.unary(PATH, request, metadata, limit(5000))).isEqualTo(request);
        }
    }

    @Test
    void aConnectionOfItsOwnPerCall() throws Exception {
        try (var server = server(GrpcConformanceTest::echo)) {
            byte[] request = new byte[100_000];
            Arrays.fill(request, (byte) 5);
            assertThat(GrpcConnection.unary(server.connector(), "localhost", PATH, request, Map.of(), limit(5000)))
                    .isEqualTo(request);
        }
    }

    private static GrpcServer server(io.grpc.stub.ServerCalls.UnaryMethod<byte[], byte[]> answer) throws Exception {
        return GrpcServer.of("test.Echo", "Call", answer);
    }

    private static void echo(byte[] request, StreamObserver<byte[]> reply) {
        answer(reply, request);
    }

    private static void answer(StreamObserver<byte[]> reply, byte[] message) {
        reply.onNext(message);
        reply.onCompleted();
    }

    private static GrpcConnection open(GrpcServer server, long millis) throws Exception {
        return GrpcConnection.open(server.connector(), "localhost", limit(millis));
    }

    private static byte[] call(GrpcConnection connection, byte[] request, long millis) throws Exception {
        return connection.unary(PATH, request, Map.of(), limit(millis));
    }

    private static Deadline limit(long millis) {
        return Deadline.in(Duration.ofMillis(millis));
    }
}
