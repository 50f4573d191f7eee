package io.nodethaw.collect.memory;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * A connection to the same systemd whose counter we know, because we hold its other end: a private one. Where its counter is
 * found in memory, there is the counter of every connection. The same number must not stand in the field for messages
 * received, so more messages must have been sent on it than came back.
 *
 * @param places offsets from the pair at which another connection holds that number
 */
record SecondConnection(Set<Integer> places) {
    /** Smallest counter that is distinctive enough: lengths of queues and state are usually smaller. */
    private static final long MIN_MARK = 5;

    /** First field behind those that we know the meaning of: descriptors, version, byte order. */
    private static final int FIRST = 0x18;

    /**
     * Looks at all connections but the one whose counter is sought.
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

    /** The only place it names. */
    OptionalInt place() {
        return places.size() == 1 ? OptionalInt.of(places.iterator().next()) : OptionalInt.empty();
    }
}
