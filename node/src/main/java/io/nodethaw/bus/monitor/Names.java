package io.nodethaw.bus.monitor;

import io.nodethaw.bus.BusNames;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Who has which name on the bus, kept up by what the bus says of it, and who the connections are. Names are changed by the thread that
 * reads; who somebody is may be told by any thread.
 */
final class Names {
    /** The most connections of which it is known who they are. */
    private static final int MOST = 20_000;

    static final String SYSTEMD = "org.freedesktop.systemd1";

    private final Map<String, String> owners = new HashMap<>();
    private final Map<String, String> words = new ConcurrentHashMap<>();
    private final Queue<String> gone = new ConcurrentLinkedQueue<>();
    private final Who who;
    private boolean knowsSystemd;

    /** Finds out who a connection is, and answers later. */
    interface Who {
        /** Nobody is told of. */
        Who NOBODY = _ -> {};

        /** Asks, unless that was asked before; never blocks. */
        void ask(String unique);
    }

    Names(Who who) {
        this.who = who;
    }

    /** Who was on the bus when it began. */
    void begin(BusNames known) {
        known.names().forEach(owned -> owners.put(owned.name(), owned.owner()));
        knowsSystemd = known.complete() || owners.containsKey(SYSTEMD);
    }

    /** The owner of a name has changed; an empty one stands for none. */
    void changed(String name, String after) {
        knowsSystemd |= name.equals(SYSTEMD);
        if (name.startsWith(":")) {
            return;
        }
        if (after.isEmpty()) {
            owners.remove(name);
        } else if (owners.size() < MOST || owners.containsKey(name) || name.equals(SYSTEMD)) {
            owners.put(name, after);
        }
    }

    /** A connection is off the bus. Who it was is told as long as there is room. */
    void left(String unique) {
        if (words.containsKey(unique)) {
            gone.add(unique);
        }
    }

    /**
     * True where it owns systemd's name, or nothing has told yet whose that is; anybody may send a signal of systemd's interface. Where
     * nobody owns it, nobody is systemd.
     */
    boolean isSystemd(String unique) {
        return owner(SYSTEMD).map(unique::equals).orElse(!knowsSystemd);
    }

    Optional<String> owner(String name) {
        return Optional.ofNullable(owners.get(name));
    }

    /** Tells who a connection is. */
    void told(String unique, String text) {
        if (words.size() >= MOST) {
            Optional.ofNullable(gone.poll()).ifPresent(words::remove);
        }
        if (words.size() < MOST) {
            words.put(unique, text);
        }
    }

    /** Who a connection is, in words; empty where that is not known (yet). */
    String who(String unique) {
        var known = words.get(unique);
        if (known == null && unique.startsWith(":")) {
            who.ask(unique);
            return "";
        }
        return known == null ? "" : known;
    }

    /** The same, or its unique name. */
    String called(String unique) {
        var known = who(unique);
        return known.isEmpty() ? unique : known;
    }
}
