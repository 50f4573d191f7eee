package io.nodethaw.agent.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Where metrics are served.
 *
 * @param at empty for nowhere
 */
public record Listen(Optional<InetSocketAddress> at) {
    /** The word for nowhere. */
    private static final String OFF = "off";

    /** What is used unless told otherwise. */
    static final Listen LOOPBACK = parse("127.0.0.1:20258").orElseThrow();

    /** An address by its numbers with a port, since a look-up of names would ask whoever may hang, or the word off; empty for else. */
    public static Optional<Listen> parse(String text) {
        if (text.equals(OFF)) {
            return Optional.of(new Listen(Optional.empty()));
        }
        int colon = text.lastIndexOf(':');
        try {
            var address = text.substring(0, Math.max(colon, 0));
            boolean bare = !address.startsWith("[");
            var inside = bare ? address : address.substring(1, address.length() - 1);
            int port = Integer.parseInt(text.substring(colon + 1));
            if (port > 0 && (!bare || inside.indexOf(':') < 0) && (bare || address.endsWith("]"))) {
                return Optional.of(new Listen(Optional.of(new InetSocketAddress(InetAddress.ofLiteral(inside), port))));
            }
            return Optional.empty();
        } catch (IllegalArgumentException e) { // no number, or no address
            return Optional.empty();
        }
    }

    /** As it is written. */
    static String text(Optional<InetSocketAddress> at) {
        return at.map(one -> {
                    var numbers = one.getAddress().getHostAddress();
                    return (numbers.indexOf(':') < 0 ? numbers : "[" + numbers + "]") + ":" + one.getPort();
                })
                .orElse(OFF);
    }
}
