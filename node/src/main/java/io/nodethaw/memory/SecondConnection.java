package io.nodethaw.memory;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where systemd's memory holds the counter of a {@link MarkedConnection}: a second connection that we made, whose counter we know.
 * Every connection has its counter at the same offset. The field for messages received must not hold the same number, so we
 * must have sent more messages on the second connection than came back. Only bytes that were read before are looked at.
 *
 * @param places offsets from the field input_fd at which any other connection holds the known counter
 */
record SecondConnection(Set<Integer> places) {
    /** The smallest counter that is distinctive: lengths of queues and states are usually smaller. */
    private static final long MIN_MARK = 5;

    /** Offset of the first field after those whose meaning we know: descriptors, version, byte order. */
    private static final int FIRST = 0x18;

    /**
     * Looks at all connections except the one whose counter is sought.
     *
     * @param mark counter that is known; 0 without a second connection
     */
    static SecondConnection among(List<BusObject> objects, BusObject sought, long mark) {
        var places = new TreeSet<Integer>();
        for (var object : objects) {
            for (int at = FIRST;
                    mark >= MIN_MARK && object.address() != sought.address() && at < BusLayout.WINDOW;
                    at += 8) {
                if (object.word(at) == mark) {
                    places.add(at);
                }
            }
        }
        return new SecondConnection(places);
    }

    boolean found() {
        return !places.isEmpty();
    }

    boolean confirms(int cookie) {
        return places.contains(cookie);
    }

    /** The only offset at which the counter can be; empty when there are several or none. */
    OptionalInt place() {
        return places.size() == 1 ? OptionalInt.of(places.iterator().next()) : OptionalInt.empty();
    }
}
