package io.nodethaw.collect.wire.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ProtobufReaderTest {

    @Test
    void readsWhatTheWriterWrote() throws Exception {
        var message = new ProtobufWriter()
                .varint(1, 300)
                .string(2, "häng")
                .message(3, new ProtobufWriter().varint(1, -1))
                .bytes(4, new byte[] {1, 2})
                .toBytes();

        var reader = ProtobufReader.of(message);

        assertThat(reader.next()).isTrue();
        assertThat(reader.varint()).isEqualTo(300);
        assertThat(reader.next()).isTrue();
        assertThat(reader.string()).isEqualTo("häng");
        assertThat(reader.next()).isTrue();
        var inner = reader.message();
        assertThat(inner.next()).isTrue();
        assertThat(inner.varint()).isEqualTo(-1);
        assertThat(inner.next()).isFalse();
        assertThat(reader.next()).isTrue();
        assertThat(reader.field()).isEqualTo(4);
        assertThat(reader.bytes()).containsExactly(1, 2);
        assertThat(reader.next()).isFalse();
    }

    @Test
    void leavesOutDefaultsButKeepsEmptyMessages() {
        var message = new ProtobufWriter().varint(1, 0).string(2, "").message(3, new ProtobufWriter());

        assertThat(message.toBytes()).containsExactly(0x1a, 0);
    }

    @Test
    void readsFixedNumbers() throws Exception {
        var reader = reader("0d ffffffff 11 0100000000000080");

        assertThat(reader.next()).isTrue();
        assertThat(reader.fixed32()).isEqualTo(0xffffffffL);
        assertThat(reader.next()).isTrue();
        assertThat(reader.fixed64()).isEqualTo(0x8000000000000001L);
    }

    @Test
    void passesOverGroups() throws Exception {
        // group 1 with a field and a nested group inside, then field 2 = 7
        var reader = reader("0b 0805 13 14 0c 1007");

        assertThat(reader.next()).isTrue();
        assertThat(reader.field()).isEqualTo(2);
        assertThat(reader.varint()).isEqualTo(7);
        assertThat(reader.next()).isFalse();
    }

    @Test
    void refusesLengthsThatAreNotThere() {
        assertThatThrownBy(() -> reader("0a 05 61").next())
                .isInstanceOf(ProtobufException.class)
                .hasMessageContaining("5 bytes announced, 1 bytes left");
        assertThatThrownBy(() -> reader("0a ffffffffffffffffff01").next()).isInstanceOf(ProtobufException.class);
    }

    @Test
    void refusesBrokenFields() {
        for (var broken : new String[] {"08", "0d 0000", "00 01", "0e", "0b", "0c", "08 ffffffffffffffffffff01"}) {
            assertThatThrownBy(() -> reader(broken).next()).as(broken).isInstanceOf(ProtobufException.class);
        }
    }

    @Test
    void refusesAFieldOfAnotherKind() throws Exception {
        var number = reader("0805");
        assertThat(number.next()).isTrue();

        assertThatThrownBy(number::string).isInstanceOf(ProtobufException.class);
        assertThatThrownBy(number::fixed32).isInstanceOf(ProtobufException.class);
    }

    private static ProtobufReader reader(String hex) {
        return ProtobufReader.of(HexFormat.of().parseHex(hex.replace(" ", "")));
    }
}
