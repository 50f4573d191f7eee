package io.nodethaw.collect.wire.dbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MessageEncoderTest {
    private static final MethodCall START = MethodCall.method(
                    "org.freedesktop.systemd1",
                    "/org/freedesktop/systemd1",
                    "org.freedesktop.systemd1.Manager",
                    "Start")
            .with(
                    "ssa(sv)a{su}ayobnqixtdg",
                    "x.scope",
                    "fail",
                    List.of(List.of("PIDs", new Variant("au", List.of(1L, 2L))), List.of("Delegate", Variant.of(true))),
                    Map.of("a", 1L),
                    ByteBuffer.wrap(new byte[] {1, 2, 3}),
                    "/a/b",
                    true,
                    -3,
                    65535,
                    -5,
                    Long.MIN_VALUE,
                    -1L,
                    0.5,
                    "a{sv}");

    @Test
    void whatIsWrittenIsReadBackInBothByteOrders() throws Exception {
        var sent = START.message(77);
        for (var order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            assertThat(MessageDecoder.decode(MessageEncoder.encode(sent, order)))
                    .isEqualTo(sent);
        }
    }

    @Test
    void aCallNeverStartsAService() throws Exception {
        var bytes = MessageEncoder.encode(START.message(1), ByteOrder.LITTLE_ENDIAN);
        assertThat(bytes.get(2) & Message.NO_AUTO_START).isNotZero();
    }

    @Test
    void serialPastTheMiddleOfItsRangeIsKept() throws Exception {
        var bytes = MessageEncoder.encode(START.message(0xffffffffL), ByteOrder.nativeOrder());
        assertThat(MessageDecoder.decode(bytes).serial()).isEqualTo(0xffffffffL);
    }

    @Test
    void valuesThatDoNotFitTheSignatureAreOurMistake() {
        var wrong = MethodCall.method("a.b", "/", "a.b", "C").with("ss", "one").message(1);
        assertThatThrownBy(() -> MessageEncoder.encode(wrong, ByteOrder.nativeOrder()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 values for signature 'ss'");
    }
}
