package io.nodethaw.collect.wire.ttrpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodethaw.collect.BytesConnection;
import io.nodethaw.collect.Connector;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.SilentException;
import io.nodethaw.collect.wire.grpc.GrpcStatusException;
import io.nodethaw.collect.wire.protobuf.ProtobufReader;
import io.nodethaw.collect.wire.protobuf.ProtobufWriter;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TaskServiceTest {
    private static final ProtobufWriter SHIM =
            new ProtobufWriter().varint(1, 210).varint(2, 231);
    private static final ProtobufWriter UNIMPLEMENTED = new ProtobufWriter()
            .message(1, new ProtobufWriter().varint(1, 12).string(2, "service containerd.task.v2.Task"));

    @Test
    void connects() throws Exception {
        var peer = BytesConnection.hangingUp(response(1, reply(SHIM)));
        var service = service(peer);

        assertThat(service.connect("c0ffee", limit())).isEqualTo(new TaskService.Shim(210, 231, ""));

        assertThat(service.service()).isEqualTo("containerd.task.v2.Task");
        var header = ByteBuffer.wrap(peer.written());
        assertThat(header.getInt()).isEqualTo(peer.written().length - 10);
        assertThat(header.getInt()).isEqualTo(1);
        assertThat(header.getShort()).isEqualTo((short) 0x0100);
        var request = ProtobufReader.of(header);
        assertThat(request.next()).isTrue();
        assertThat(request.string()).isEqualTo("containerd.task.v2.Task");
        assertThat(request.next()).isTrue();
        assertThat(request.string()).isEqualTo("Connect");
        assertThat(request.next()).isTrue();
        assertThat(request.bytes()).containsExactly(10, 6, 'c', '0', 'f', 'f', 'e', 'e');
        assertThat(request.next()).isTrue();
        assertThat(request.field()).isEqualTo(4);
        assertThat(request.varint()).isBetween(1_000_000_000L, 10_500_000_000L);
        assertThat(request.next()).isFalse();
    }

    @Test
    void triesTheServicesOtherNamesAndKeepsTheOneThatAnswers() throws Exception {
        var task = new ProtobufWriter()
                .string(1, "c0ffee")
                .string(2, "/run/b")
                .varint(3, 231)
                .varint(4, 2);
        var service = service(BytesConnection.hangingUp(
                join(response(1, UNIMPLEMENTED), response(3, reply(SHIM)), response(5, reply(task)))));

        assertThat(service.connect("c0ffee", limit()).shimPid()).isEqualTo(210);
        assertThat(service.service()).isEqualTo("containerd.task.v3.Task");
        assertThat(service.state("c0ffee", "", limit()))
                .isEqualTo(new TaskService.Task("c0ffee", "/run/b", 231, TaskService.Status.RUNNING));
    }

    @Test
    void aPeerThatKnowsNoneOfTheNamesSaysSo() {
        var peer = BytesConnection.hangingUp(
                join(response(1, UNIMPLEMENTED), response(3, UNIMPLEMENTED), response(5, UNIMPLEMENTED)));

        assertThatThrownBy(() -> service(peer).connect("c0ffee", limit()))
                .isInstanceOf(GrpcStatusException.class)
                .hasMessageStartingWith("UNIMPLEMENTED");
    }

    @Test
    void anErrorKeepsItsCode() {
        var notFound = new ProtobufWriter()
                .message(1, new ProtobufWriter().varint(1, 5).string(2, "no task"));

        assertThatThrownBy(() -> service(BytesConnection.hangingUp(response(1, notFound)))
                        .state("x", "", limit()))
                .isInstanceOfSatisfying(
                        GrpcStatusException.class, e -> assertThat(e.code()).isEqualTo(5))
                .hasMessage("NOT_FOUND: no task");
    }

    @Test
    void repliesToOtherCallsArePassedOver() throws Exception {
        var peer = BytesConnection.hangingUp(join(response(7, UNIMPLEMENTED), response(1, reply(SHIM))));

        assertThat(service(peer).connect("c0ffee", limit()).taskPid()).isEqualTo(231);
    }

    @Test
    void anEmptyReplyIsOne() throws Exception {
        var peer = BytesConnection.hangingUp(response(1, new ProtobufWriter()));

        assertThat(service(peer).connect("c0ffee", limit())).isEqualTo(new TaskService.Shim(0, 0, ""));
    }

    @Test
    void silenceNamesTheCall() {
        byte[] whole = response(1, reply(SHIM));
        for (int cut = 0; cut < whole.length; cut++) {
            var peer = BytesConnection.fallingSilent(Arrays.copyOf(whole, cut));
            assertThatThrownBy(() -> service(peer).connect("c0ffee", limit()))
                    .isInstanceOfSatisfying(
                            SilentException.class,
                            e -> assertThat(e.stage()).isEqualTo("reply to containerd.task.v2.Task/Connect"));
        }
        assertThatThrownBy(() -> service(BytesConnection.hangingUp()).connect("c0ffee", limit()))
                .isInstanceOf(EOFException.class);
    }

    @Test
    void refusesWhatIsNoTtrpc() {
        var tooLong = ByteBuffer.allocate(10).putInt((4 << 20) + 1).array();
        var negative = ByteBuffer.allocate(10).putInt(-1).array();
        var data = response(1, reply(SHIM));
        data[8] = 3;
        for (var broken : new byte[][] {tooLong, negative, data}) {
            assertThatThrownBy(() -> service(BytesConnection.hangingUp(broken)).connect("c0ffee", limit()))
                    .isInstanceOf(TtrpcException.class);
        }
    }

    private static TaskService service(BytesConnection peer) throws Exception {
        Connector connector = _ -> peer;
        return new TaskService(TtrpcConnection.open(connector, limit()));
    }

    private static ProtobufWriter reply(ProtobufWriter message) {
        return new ProtobufWriter().bytes(2, message.toBytes());
    }

    private static byte[] response(int stream, ProtobufWriter body) {
        var bytes = body.toBytes();
        return ByteBuffer.allocate(10 + bytes.length)
                .putInt(bytes.length)
                .putInt(stream)
                .put((byte) 2)
                .put((byte) 0)
                .put(bytes)
                .array();
    }

    private static byte[] join(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (var part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static Deadline limit() {
        return Deadline.in(Duration.ofSeconds(10));
    }
}
