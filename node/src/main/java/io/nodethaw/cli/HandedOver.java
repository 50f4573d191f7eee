package io.nodethaw.cli;

import io.nodethaw.collect.wire.dbus.Message;
import io.nodethaw.collect.wire.dbus.MessageFormatException;
import io.nodethaw.collect.wire.dbus.MessageHead;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Says what bytes are that a process hands over. */
final class HandedOver {
    /** Longest first argument that is shown: names of units have at most 255 letters. */
    private static final int LONGEST = 256;

    private static final int SHOWN = 60;

    private HandedOver() {}

    /** A message of D-Bus, or a request of ttrpc; empty for anything else. */
    static Optional<String> message(byte[] bytes) {
        return bus(bytes).or(() -> TtrpcRequest.of(bytes));
    }

    private static Optional<String> bus(byte[] bytes) {
        var head = new MessageHead();
        try {
            if (bytes.length < MessageHead.PREFIX || bytes[0] != 'l' && bytes[0] != 'B') {
                return Optional.empty();
            }
            head.read(bytes, 0, bytes.length);
            return Optional.of("D-Bus " + words(head, firstText(bytes, head)));
        } catch (MessageFormatException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /** What it is, in any case: a message, else its first letters. */
    static String of(byte[] bytes) {
        return message(bytes).orElseGet(() -> {
            var text = new StringBuilder();
            for (int i = 0; i < Math.min(bytes.length, SHOWN); i++) {
                text.append(bytes[i] >= ' ' && bytes[i] < 0x7f ? (char) bytes[i] : '.');
            }
            return bytes.length + " bytes: " + text;
        });
    }

    private static String words(MessageHead head, Optional<String> argument) {
        var first = argument.map(text -> " " + text).orElse("");
        var to = head.destination().isEmpty() ? "" : " to " + head.destination();
        if (head.type() == Message.Type.METHOD_CALL) {
            return "call " + head.interfaceName() + "." + head.member() + first + to + ", serial " + head.serial();
        }
        if (head.type() == Message.Type.SIGNAL) {
            return "signal " + head.interfaceName() + "." + head.member() + first + to;
        }
        return (head.type() == Message.Type.ERROR ? "error " + head.errorName() + first : "reply") + to + ", to serial "
                + head.replySerial();
    }

    /** The first argument, where it is a text: a unit, a name. */
    private static Optional<String> firstText(byte[] bytes, MessageHead head) throws MessageFormatException {
        if (!head.signature().startsWith("s")) {
            return Optional.empty();
        }
        int at = MessageHead.headLength(bytes, 0);
        boolean big = bytes[0] == 'B';
        int length = 0;
        for (int i = 0; i < 4; i++) {
            length |= (bytes[at + i] & 0xff) << 8 * (big ? 3 - i : i);
        }
        return length < 0 || length > LONGEST || at + 4 + length > bytes.length
                ? Optional.empty()
                : Optional.of(new String(bytes, at + 4, length, StandardCharsets.UTF_8));
    }
}
