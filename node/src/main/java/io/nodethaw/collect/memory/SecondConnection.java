package io.nodethaw.collect.memory;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * A private connection to the same systemd, whose counter we know because we have its other end. Where its counter is found in
 * memory, every connection has its counter at the same offset. The field for messages received must not hold the same number,
 * so more messages must have been sent on it than came back.
 *
 * @param places offsets from the pair at which another connection holds that number
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
