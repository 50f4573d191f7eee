package io.nodethaw.collect.wire.dbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageHeadTest {
    private static final Message CALL = new Message(
            Message.Type.METHOD_CALL,
            Message.NO_AUTO_START,
            77,
            0,
            "/org/freedesktop/systemd1",
            "org.freedesktop.systemd1.Manager",
            "StartTransientUnit",
            "",
            "org.freedesktop.systemd1",
            ":1.42",
            "sos",
            List.of("a.scope", "/x", "fail"));

    private final MessageHead head = new MessageHead();

    private static byte[] bytes(Message message, ByteOrder order) throws MessageFormatException {
        var encoded = MessageEncoder.encode(message, order);
        var bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void headIsThatOfTheMessage(boolean big) throws MessageFormatException {
        var bytes = bytes(CALL, big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        assertThat(MessageHead.length(bytes, 0)).isEqualTo(bytes.length);
        head.read(bytes, 0, bytes.length);
        assertThat(head.type()).isEqualTo(Message.Type.METHOD_CALL);
        assertThat(head.flags()).isEqualTo(Message.NO_AUTO_START);
        assertThat(head.serial()).isEqualTo(77);
        assertThat(head.replySerial()).isZero();
        assertThat(head.path()).isEqualTo("/org/freedesktop/systemd1");
        assertThat(head.interfaceName()).isEqualTo("org.freedesktop.systemd1.Manager");
        assertThat(head.member()).isEqualTo("StartTransientUnit");
        assertThat(head.destination()).isEqualTo("org.freedesktop.systemd1");
        assertThat(head.sender()).isEqualTo(":1.42");
        assertThat(head.errorName()).isEmpty();
        assertThat(head.signature()).isEqualTo("sos");
        assertThat(head.length()).isEqualTo(bytes.length);
        assertThat(head.text(0)).isEqualTo("a.scope");
        assertThat(head.text(2)).isEqualTo("fail");
        assertThat(head.text(3)).isEmpty();
    }

    @Test
    void messageMayLieAnywhereInItsBytes() throws MessageFormatException {
        var one = bytes(CALL, ByteOrder.LITTLE_ENDIAN);
        var all = new byte[one.length + 13];
        System.arraycopy(one, 0, all, 5, one.length);
        head.read(all, 5, all.length);
        assertThat(head.member()).isEqualTo("StartTransientUnit");
        assertThat(head.text(1)).isEqualTo("/x");
    }

    @Test
    void nextMessageHasNothingOfTheOneBefore() throws MessageFormatException {
        var first = bytes(CALL, ByteOrder.LITTLE_ENDIAN);
        head.read(first, 0, first.length);
        var reply = new Message(Message.Type.METHOD_RETURN, 1, 8, 77, "", "", "", "", ":1.42", ":1.3", "", List.of());
        var second = bytes(reply, ByteOrder.LITTLE_ENDIAN);
        head.read(second, 0, second.length);
        assertThat(head.replySerial()).isEqualTo(77);
        assertThat(head.path()).isEmpty();
        assertThat(head.text(0)).isEmpty();
    }

    @Test
    void bodyNeedNotBeThere() throws MessageFormatException {
        var bytes = bytes(CALL, ByteOrder.LITTLE_ENDIAN);
        head.read(bytes, 0, MessageHead.headLength(bytes, 0));
        assertThat(head.member()).isEqualTo("StartTransientUnit");
        assertThat(head.text(0)).isEmpty();
        assertThat(head.length()).isEqualTo(bytes.length);
    }

    @Test
    void cutHeadIsNoMessage() throws MessageFormatException {
        var bytes = bytes(CALL, ByteOrder.LITTLE_ENDIAN);
        for (int length = 0; length < 40; length++) {
            var cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> head.read(cut, 0, cut.length)).isInstanceOf(MessageFormatException.class);
        }
    }

    @Test
    void namesAreTheSameObjectsAgainUntilThereAreTooMany() {
        var names = new NameTable();
        var bytes = ":1.42".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        var first = names.of(bytes, 0, 5);
        assertThat(names.of(bytes, 0, 5)).isSameAs(first).isEqualTo(":1.42");
        for (int i = 0; i < 40_000; i++) {
            var other = (":1." + i).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            assertThat(names.of(other, 0, other.length)).isEqualTo(":1." + i);
        }
    }
}
