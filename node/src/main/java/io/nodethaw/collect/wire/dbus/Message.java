package io.nodethaw.collect.wire.dbus;

import java.io.IOException;
import java.util.List;

/**
 * One D-Bus message. Header fields that are absent are empty strings, and 0 for the reply serial.
 *
 * <p>Values of the body, by type: {@code y n q i} Integer, {@code u x t h} Long ({@code t} as its 64 bits, {@code h} the
 * index of a file descriptor, which is not passed on), {@code b} Boolean, {@code d} Double, {@code s o g} String, {@code v}
 * {@link Variant}, structures and arrays List, dictionaries Map, {@code ay} a read-only ByteBuffer.
 *
 * @param type call, return, error or signal
 * @param flags bits of the header, see the constants
 * @param serial number the sender gave it: its counter of messages sent on this connection, 1 to 4294967295
 * @param replySerial serial of the call this answers
 * @param path object
 * @param interfaceName interface of the member
 * @param member method or signal
 * @param errorName of an error reply: "org.freedesktop.DBus.Error.NameHasNoOwner"
 * @param destination name of the receiver
 * @param sender unique name, set by the bus; absent peer to peer
 * @param signature types of the body
 * @param body one value per complete type of the signature
 */
public record Message(
        Type type,
        int flags,
        long serial,
        long replySerial,
        String path,
        String interfaceName,
        String member,
        String errorName,
        String destination,
        String sender,
        String signature,
        List<Object> body) {
    /** Flag: the caller waits for no reply. */
    public static final int NO_REPLY_EXPECTED = 0x1;

    /** Flag: the bus must not start a service to deliver this. */
    public static final int NO_AUTO_START = 0x2;

    /** What a message is for. */
    public enum Type {
        METHOD_CALL(1),
        METHOD_RETURN(2),
        ERROR(3),
        SIGNAL(4),
        /** A type of a later protocol; to be ignored. */
        OTHER(5);

        private final int code;

        Type(int code) {
            this.code = code;
        }

        /** Its number in the header (D-Bus Specification, "Message Format"); for OTHER the first that is free. */
        int code() {
            return code;
        }
    }

    /** True when this is the answer, good or bad, to the call with the given serial. */
    public boolean answers(long call) {
        return replySerial == call && (type == Type.METHOD_RETURN || type == Type.ERROR);
    }

    /** True for an error reply. */
    public boolean isError() {
        return type == Type.ERROR;
    }

    /**
     * The value at a place of the body, for the caller that knows its type.
     *
     * @throws IOException with name and text of an error reply; for another message, when there is no such value
     */
    public <T> T value(int index, Class<T> expected) throws IOException {
        if (isError()) {
            throw new IOException(errorText());
        }
        if (index >= body.size() || !expected.isInstance(body.get(index))) {
            throw new MessageFormatException("value " + index + " should be a " + expected.getSimpleName()
                    + " but the signature is '" + signature + "'");
        }
        return expected.cast(body.get(index));
    }

    /** Name and text of an error reply, for a person; empty for other messages. */
    public String errorText() {
        if (!isError()) {
            return "";
        }
        return !body.isEmpty() && body.getFirst() instanceof String text ? errorName + ": " + text : errorName;
    }
}
