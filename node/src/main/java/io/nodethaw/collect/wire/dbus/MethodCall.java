package io.nodethaw.collect.wire.dbus;

import java.util.List;

/**
 * What we send: a method call, or a signal to one receiver.
 *
 * @param type METHOD_CALL or SIGNAL
 * @param destination bus name; empty peer to peer
 * @param signature types of the body
 * @param body values, as {@link Message#body()} lists them
 */
public record MethodCall(
        Message.Type type,
        String destination,
        String path,
        String interfaceName,
        String member,
        String signature,
        List<Object> body) {
    public MethodCall {
        body = List.copyOf(body);
    }

    /** A method call without arguments. */
    public static MethodCall method(String destination, String path, String interfaceName, String member) {
        return new MethodCall(Message.Type.METHOD_CALL, destination, path, interfaceName, member, "", List.of());
    }

    /** A signal to one receiver only. */
    public static MethodCall signal(String destination, String path, String interfaceName, String member) {
        return new MethodCall(Message.Type.SIGNAL, destination, path, interfaceName, member, "", List.of());
    }

    /** The same with arguments: {@code with("su", "name", 3L)}. */
    public MethodCall with(String argumentTypes, Object... arguments) {
        return new MethodCall(type, destination, path, interfaceName, member, argumentTypes, List.of(arguments));
    }

    /** For a person: "Ping of org.freedesktop.systemd1". */
    public String title() {
        return destination.isEmpty() ? member : member + " of " + destination;
    }

    Message message(long serial) {
        int flags = Message.NO_AUTO_START | (type == Message.Type.SIGNAL ? Message.NO_REPLY_EXPECTED : 0);
        return new Message(type, flags, serial, 0, path, interfaceName, member, "", destination, "", signature, body);
    }
}
