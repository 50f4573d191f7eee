package io.nodethaw.collect.wire.grpc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nodethaw.collect.BytesConnection;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.SilentException;
import java.io.EOFException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Frames written by hand, as a peer could send them. */
class Http2ConnectionTest {
    private static final String SETTINGS = frame(4, 0, 0, "");
    private static final String HEADERS = frame(1, 4, 1, "88"); // :status 200
    private static final String MESSAGE = frame(0, 0, 1, "00 00000002 6869");
    private static final String TRAILERS = frame(1, 5, 1, literal("grpc-status", "0"));
    private static final String REPLY = HEADERS + MESSAGE + TRAILERS;

    @Test
    void readsAReply() throws Exception {
        assertThat(call(SETTINGS + REPLY)).isEqualTo("hi");
    }

    @Test
    void anAcceptedConnectionThatNobodyServesIsSilentAtTheSettings() {
        assertSilent("", "HTTP/2 settings");
        assertSilent(SETTINGS.substring(0, 6), "HTTP/2 settings");
    }

    @Test
    void namesTheStepWithoutAnswer() {
        assertSilent(SETTINGS, "reply to a.B/C");
        assertSilent(SETTINGS + HEADERS + MESSAGE, "rest of the reply to a.B/C");
    }

    @Test
    void aPeerThatOnlyKeepsTalkingIsSilentToo() {
        var pings = BytesConnection.repeating(bytes(SETTINGS), bytes(frame(6, 1, 0, "0102030405060708")));

        assertThatThrownBy(() -> GrpcConnection.unary(
                        _ -> pings, "localhost", "/a.B/C", new byte[0], Map.of(), Deadline.in(Duration.ofMillis(50))))
                .isInstanceOfSatisfying(
                        SilentException.class, e -> assertThat(e.stage()).isEqualTo("reply to a.B/C"));
    }

    @Test
    void answersPingsAndSettingsAndIgnoresWhatItDoesNotKnow() throws Exception {
        var peer = BytesConnection.hangingUp(bytes(SETTINGS
                + frame(6, 0, 0, "0102030405060708")
                + frame(6, 1, 0, "1111111111111111")
                + frame(0xaa, 0xff, 7, "abcd")
                + frame(2, 0, 1, "0000000010")
                + frame(4, 0, 0, "00aa00000001")
                + REPLY));

        assertThat(call(peer)).isEqualTo("hi");

        var written = HexFormat.of().formatHex(peer.written());
        assertThat(written).contains(plain(frame(6, 1, 0, "0102030405060708")));
        assertThat(written).doesNotContain("1111111111111111");
        assertThat(written.split(plain(frame(4, 1, 0, "")), -1)).hasSize(3);
    }

    @Test
    void readsPaddingPriorityContinuationsAndInterimReplies() throws Exception {
        var interim = frame(1, 4, 1, literal(":status", "103"));
        var padded = frame(1, 0x2c, 1, "02 00000000 10 88 0000");
        var message = frame(0, 8, 1, "03 00 00000002 6869 000000");
        var trailers = literal("grpc-status", "0");
        var cut = frame(1, 1, 1, trailers.substring(0, 8)) + frame(9, 0, 1, "") + frame(9, 4, 1, trailers.substring(8));

        assertThat(call(SETTINGS + interim + padded + message + cut)).isEqualTo("hi");
    }

    @Test
    void headersOfOtherStreamsStillFillTheTable() throws Exception {
        var other = frame(1, 4, 3, "40" + literal("grpc-status", "0").substring(2));

        assertThat(call(SETTINGS + other + HEADERS + MESSAGE + frame(1, 5, 1, "be")))
                .isEqualTo("hi");
    }

    @Test
    void aReplyOfTrailersAloneIsAStatus() {
        var trailersOnly = frame(1, 5, 1, "88" + literal("grpc-status", "12") + literal("grpc-message", "a%20b%zz%"));

        assertThatThrownBy(() -> call(SETTINGS + trailersOnly))
                .isInstanceOf(GrpcStatusException.class)
                .hasMessage("UNIMPLEMENTED: a b%zz%");
    }

    @Test
    void aResetStreamIsAStatus() {
        assertThatThrownBy(() -> call(SETTINGS + frame(3, 0, 1, "00000007")))
                .isInstanceOf(GrpcStatusException.class)
                .hasMessageStartingWith("UNAVAILABLE");
    }

    @Test
    void aGoAwayThatLeavesUsOutEndsTheCall() throws Exception {
        var reason = HexFormat.of().formatHex("too_many_pings".getBytes(US_ASCII));

        assertThatThrownBy(() -> call(SETTINGS + frame(7, 0, 0, "00000000 0000000b" + reason)))
                .isInstanceOf(Http2Exception.class)
                .hasMessageContaining("HTTP/2 error 11 too_many_pings");
        assertThat(call(SETTINGS + frame(7, 0, 0, "7fffffff 00000000") + REPLY)).isEqualTo("hi");
    }

    @Test
    void respectsThePeersWindow() throws Exception {
        // initial window 7; the request is 5 + 10 bytes
        var peer = BytesConnection.hangingUp(bytes(
                frame(4, 0, 0, "000400000007") + frame(8, 0, 1, "00000004") + frame(8, 0, 1, "00000064") + REPLY));

        assertThat(call(peer, new byte[10])).isEqualTo("hi");

        var written = HexFormat.of().formatHex(peer.written());
        assertThat(written)
                .contains(plain(frame(0, 0, 1, "000000000a0000")))
                .contains(plain(frame(0, 0, 1, "00000000")))
                .contains(plain(frame(0, 1, 1, "00000000")));
    }

    @Test
    void aPeerOfAnotherProtocolIsNamedAsSuch() {
        assertThatThrownBy(() -> call(HexFormat.of().formatHex("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII))))
                .isInstanceOf(Http2Exception.class)
                .hasMessageContaining("may not speak HTTP/2");
    }

    @Test
    void hangingUpIsAnEndAndNotSilence() {
        assertThatThrownBy(() -> call("")).isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> call(SETTINGS + HEADERS)).isInstanceOf(EOFException.class);
    }

    @Test
    void refusesWhatBreaksTheProtocol() {
        var broken = List.of(
                frame(6, 0, 0, "00"), // ping of one byte
                frame(4, 0, 0, "00"), // settings of one byte
                frame(4, 0, 0, "0004ffffffff"), // window out of range
                frame(8, 0, 0, "7fffffff"), // window overflow
                frame(8, 0, 0, "7f"), // window update of one byte
                frame(7, 0, 0, "00"), // goaway of one byte
                frame(3, 0, 1, "00"), // reset of one byte
                frame(5, 0, 1, "00000002"), // push
                frame(9, 4, 1, "88"), // continuation alone
                frame(1, 0, 1, "88") + frame(6, 0, 0, "0102030405060708"), // header block interrupted
                frame(1, 8, 1, "05"), // padding longer than its frame
                frame(1, 4, 1, literal("x", "y")), // no :status
                MESSAGE, // body first
                HEADERS + HEADERS, // headers twice
                frame(1, 0, 1, "88") + frame(9, 0, 1, "00".repeat(16384)).repeat(5), // endless header block
                frame(1, 5, 1, "88"), // no grpc-status
                HEADERS + TRAILERS, // no message
                HEADERS + frame(0, 0, 1, "01 00000002 6869") + TRAILERS, // compressed
                HEADERS + frame(0, 0, 1, "00 00000003 6869") + TRAILERS, // length wrong
                HEADERS + frame(0, 0, 1, "00 ffffffff 6869") + TRAILERS);
        for (var frames : broken) {
            assertThatThrownBy(() -> call(SETTINGS + frames)).as(frames).isInstanceOf(Http2Exception.class);
        }
        assertThatThrownBy(() -> call(REPLY)).isInstanceOf(Http2Exception.class);
    }

    private static void assertSilent(String frames, String stage) {
        assertThatThrownBy(() -> call(BytesConnection.fallingSilent(bytes(frames))))
                .isInstanceOfSatisfying(
                        SilentException.class, e -> assertThat(e.stage()).isEqualTo(stage));
    }

    private static String call(String frames) throws Exception {
        return call(BytesConnection.hangingUp(bytes(frames)));
    }

    private static String call(BytesConnection peer) throws Exception {
        return call(peer, new byte[0]);
    }

    private static String call(BytesConnection peer, byte[] request) throws Exception {
        var limit = Deadline.in(Duration.ofSeconds(10));
        return new String(GrpcConnection.unary(_ -> peer, "localhost", "/a.B/C", request, Map.of(), limit), ISO_8859_1);
    }

    private static String literal(String name, String value) {
        return HexFormat.of().formatHex(HpackEncoder.encode(List.of(new Header(name, value))));
    }

    private static String frame(int type, int flags, int stream, String payload) {
        return "%06x%02x%02x%08x%s".formatted(plain(payload).length() / 2, type, flags, stream, payload);
    }

    private static String plain(String hex) {
        return hex.replace(" ", "");
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(plain(hex));
    }
}
