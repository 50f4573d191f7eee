package io.nodethaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HandedOverTest {
    private static final int CALL = 1;

    private static void align(ByteBuffer bytes, int to) {
        while (bytes.position() % to != 0) {
            bytes.put((byte) 0);
        }
    }

    private static void field(ByteBuffer bytes, int code, char type, String text) {
        align(bytes, 8);
        bytes.put((byte) code).put((byte) 1).put((byte) type).put((byte) 0);
        if (type == 'g') {
            bytes.put((byte) text.length());
        } else {
            bytes.putInt(text.length());
        }
        bytes.put(text.getBytes(StandardCharsets.US_ASCII)).put((byte) 0);
    }

    /** A call with a unit as its first argument, written after the D-Bus Specification, Message Format. */
    static byte[] startTransientUnit(String unit) {
        var bytes = ByteBuffer.allocate(1024).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) 'l').put((byte) CALL).put((byte) 0).put((byte) 1);
        bytes.putInt(4 + unit.length() + 1).putInt(7).putInt(0);
        field(bytes, 1, 'o', "/org/freedesktop/systemd1");
        field(bytes, 3, 's', "StartTransientUnit");
        field(bytes, 2, 's', "org.freedesktop.systemd1.Manager");
        field(bytes, 6, 's', "org.freedesktop.systemd1");
        field(bytes, 8, 'g', "s");
        bytes.putInt(12, bytes.position() - 16);
        align(bytes, 8);
        bytes.putInt(unit.length())
                .put(unit.getBytes(StandardCharsets.US_ASCII))
                .put((byte) 0);
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    @Test
    void callIsToldWithMemberUnitAndDestination() {
        assertThat(HandedOver.of(startTransientUnit("docker-c0ffee.scope")))
                .isEqualTo("D-Bus call org.freedesktop.systemd1.Manager.StartTransientUnit docker-c0ffee.scope "
                        + "to org.freedesktop.systemd1, serial 7");
    }

    @Test
    void messageThatIsCutOffInItsBodyIsStillOne() {
        var whole = startTransientUnit("docker-c0ffee.scope");
        assertThat(HandedOver.message(Arrays.copyOf(whole, whole.length - 5)).orElseThrow())
                .contains("StartTransientUnit to org.freedesktop.systemd1");
    }

    @Test
    void requestOfTtrpcIsToldWithItsMethod() {
        var request = ByteBuffer.allocate(64)
                .putInt(40)
                .putInt(3)
                .put((byte) 1)
                .put((byte) 0)
                .put((byte) 0x0a)
                .put((byte) 23)
                .put("containerd.task.v2.Task".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 0x12)
                .put((byte) 6)
                .put("Create".getBytes(StandardCharsets.US_ASCII));
        assertThat(HandedOver.of(request.array())).isEqualTo("ttrpc call containerd.task.v2.Task/Create");
        request.put(8, (byte) 2);
        assertThat(HandedOver.message(request.array())).isEmpty();
    }

    @Test
    void otherBytesAreShownAsLetters() {
        assertThat(HandedOver.of("hello\n".getBytes(StandardCharsets.UTF_8))).isEqualTo("6 bytes: hello.");
        assertThat(HandedOver.message("look at this line of text, please".getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
        for (int length = 0; length < 40; length++) {
            HandedOver.of(Arrays.copyOf(startTransientUnit("x"), length));
        }
    }
}
