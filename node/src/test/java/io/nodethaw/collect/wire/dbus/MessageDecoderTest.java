package io.nodethaw.collect.wire.dbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MessageDecoderTest {
    /** Call of Ping on object "/", little endian, serial 1. */
    private static final String PING = "6c 01 02 01 00 00 00 00 01 00 00 00 1d 00 00 00" // header
            + "01 01 6f 00 01 00 00 00 2f 00 00 00 00 00 00 00" // path
            + "03 01 73 00 04 00 00 00 50 69 6e 67 00 00 00 00"; // member

    /** Reply to call 7 with a string and an unsigned number, big endian, serial 0xfffffffe. */
    private static final String REPLY = "42 02 01 01 00 00 00 0c ff ff ff fe 00 00 00 10"
            + "05 01 75 00 00 00 00 07"
            + "08 01 67 00 02 73 75 00"
            + "00 00 00 02 3a 31 00 00 ff ff ff ff";

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    private static Message decode(String hex) throws MessageFormatException {
        return MessageDecoder.decode(bytes(hex));
    }

    /** A little-endian reply with the given signature and body, both in hexadecimal. */
    private static Message reply(String signature, String body) throws MessageFormatException {
        int types = signature.length();
        int fields = 8 + 4 + 1 + types + 1;
        var head = ByteBuffer.allocate(MessageDecoder.PREFIX + MessageDecoder.padded(fields))
                .order(ByteOrder.LITTLE_ENDIAN);
        var content = HexFormat.of().parseHex(body.replace(" ", ""));
        head.put(new byte[] {'l', 2, 0, 1}).putInt(content.length).putInt(5).putInt(fields);
        head.put(new byte[] {5, 1, 'u', 0}).putInt(9);
        head.put(new byte[] {8, 1, 'g', 0, (byte) types}).put(signature.getBytes(StandardCharsets.US_ASCII));
        return MessageDecoder.decode(ByteBuffer.allocate(head.capacity() + content.length)
                .put(head.array())
                .put(content)
                .flip());
    }

    @Test
    void littleEndianCallIsRead() throws Exception {
        var message = decode(PING);
        assertThat(message.type()).isEqualTo(Message.Type.METHOD_CALL);
        assertThat(message.serial()).isEqualTo(1);
        assertThat(message.flags()).isEqualTo(Message.NO_AUTO_START);
        assertThat(message.path()).isEqualTo("/");
        assertThat(message.member()).isEqualTo("Ping");
        assertThat(message.body()).isEmpty();
    }

    @Test
    void bigEndianReplyShowsItsSerialUnsigned() throws Exception {
        var message = decode(REPLY);
        assertThat(message.serial()).isEqualTo(0xfffffffeL);
        assertThat(message.answers(7)).isTrue();
        assertThat(message.body()).containsExactly(":1", 0xffffffffL);
    }

    @Test
    void bufferMovesBehindTheMessageSoThatTheNextCanBeRead() throws Exception {
        var two = bytes(PING + REPLY);
        MessageDecoder.decode(two);
        assertThat(MessageDecoder.decode(two).replySerial()).isEqualTo(7);
        assertThat(two.hasRemaining()).isFalse();
    }

    @Test
    void containersAreRead() throws Exception {
        // {"a": variant uint32 5}, then a structure of a byte and an object path, in an array
        var message = reply(
                "a{sv}a(yo)",
                "10 00 00 00 00 00 00 00 01 00 00 00 61 00 01 75 00 00 00 00 05 00 00 00"
                        + "0a 00 00 00 00 00 00 00 ff 00 00 00 01 00 00 00 2f 00");
        assertThat(message.body()).containsExactly(Map.of("a", new Variant("u", 5L)), List.of(List.of(255, "/")));
    }

    @Test
    void emptyArrayOfStructuresHasPaddingOnly() throws Exception {
        assertThat(reply("a(ss)y", "00 00 00 00 00 00 00 00 07").body()).containsExactly(List.of(), 7);
    }

    @Test
    void signedAndWideNumbersAreRead() throws Exception {
        var message = reply("nqixd", "ff ff ff ff ff ff ff ff" + "ff ff ff ff ff ff ff ff" + "00 00 00 00 00 00 f0 3f");
        assertThat(message.body()).containsExactly(-1, 65535, -1, -1L, 1.0);
    }

    @Test
    void valueOfAnotherTypeIsNamed() throws Exception {
        var message = decode(REPLY);
        assertThat(message.value(0, String.class)).isEqualTo(":1");
        assertThatThrownBy(() -> message.value(0, Long.class))
                .isInstanceOf(MessageFormatException.class)
                .hasMessageContaining("signature is 'su'");
    }

    @Test
    void everyCutIsRefused() {
        var whole = bytes(REPLY);
        for (int length = 0; length < whole.capacity(); length++) {
            var cut = whole.slice(0, length);
            assertThatThrownBy(() -> MessageDecoder.decode(cut)).isInstanceOf(MessageFormatException.class);
        }
    }

    @Test
    void brokenRulesAreRefused() {
        refused(PING.replaceFirst("6c", "6d"), "byte order mark");
        refused(PING.replaceFirst("6c 01 02 01", "6c 01 02 02"), "protocol version 2");
        refused(PING.replaceFirst("6c 01", "6c 00"), "message type 0");
        refused(PING.replaceFirst("01 00 00 00 1d", "00 00 00 00 1d"), "serial 0");
        refused(PING.replaceFirst("1d 00 00 00", "1d 00 00 7f"), "bytes of header fields");
        refused(PING.replaceFirst("1d 00 00 00", "1c 00 00 00"), "past the end of the header");
        refused(PING.replaceFirst("03 01 73", "02 01 73"), "is missing");
        refused(PING.replaceFirst("03 01 73", "01 01 73"), "header field 1 twice");
        refused(PING.replaceFirst("03 01 73", "03 01 6f"), "not of type 's'");
        refused(PING.replaceFirst("50 69 6e 67 00", "50 69 0a 67 00"), "name expected");
        refused(PING.replaceFirst("50 69 6e 67 00", "50 69 6e 67 01"), "zero byte at its end");
        refused(PING.replaceFirst("2f 00 00 00 00 00 00 00", "2f 00 01 00 00 00 00 00"), "padding is not zero");
        refused(PING.replaceFirst("2f 00", "2e 00"), "object path expected");
    }

    private static void refused(String hex, String why) {
        assertThatThrownBy(() -> decode(hex))
                .isInstanceOf(MessageFormatException.class)
                .hasMessageContaining(why);
    }

    @Test
    void brokenValuesAreRefused() {
        refusedBody("b", "02 00 00 00", "boolean of value 2");
        refusedBody("s", "ff ff ff ff 00", "too early");
        refusedBody("s", "02 00 00 00 c3 28 00", "not UTF-8");
        refusedBody("s", "01 00 00 00 ff 00", "not UTF-8");
        refusedBody("s", "02 00 00 00 61 00 00", "zero byte in it");
        refusedBody("as", "ff ff ff 7f", "array of");
        refusedBody("ai", "03 00 00 00 00 00 00 00", "past the end of its array");
        refusedBody("v", "02 69 69 00", "not one complete type");
        refusedBody("v", "00 00", "not one complete type");
        refusedBody("y", "01 02", "1 bytes behind the body");
        refusedBody("v", "01 76 00".repeat(70), "nested deeper");
    }

    private static void refusedBody(String signature, String body, String why) {
        assertThatThrownBy(() -> reply(signature, body))
                .isInstanceOf(MessageFormatException.class)
                .hasMessageContaining(why);
    }

    @Test
    void aMessageOfManyTinyValuesDoesNotFillOurMemory() {
        int size = 1 << 21;
        String body = HexFormat.of()
                        .formatHex(ByteBuffer.allocate(4)
                                .order(ByteOrder.LITTLE_ENDIAN)
                                .putInt(size)
                                .array())
                + "00".repeat(size);
        refusedBody("an", body, "more than");
    }
}
