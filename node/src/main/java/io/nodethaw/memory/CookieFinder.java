package io.nodethaw.memory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Finds the counter of messages sent in systemd's {@code struct sd_bus} of one connection, by its structure: without symbols or
 * a debugger, and without stopping systemd. The object is the only place that holds the connection's descriptor twice, followed
 * by the protocol version, in state "running" and with a pointer to the connection's unique name. Which field is the counter
 * follows from {@link BusLayout}, and from a second connection whose counter we know.
 */
public final class CookieFinder {
    /** A larger value is not a counter of messages. A failed send still increments the counter. */
    private static final long MAX_COOKIE = 0x1_ffff_ffffL;

    private final Memory memory;
    private final MemoryMap map;

    /** A finder that reads the memory of systemd; the map is that of the same process. */
    public CookieFinder(Memory memory, MemoryMap map) {
        this.memory = memory;
        this.map = map;
    }

    /**
     * What is known of the connection beforehand.
     *
     * @param descriptor its number in systemd; 0 when not known
     * @param uniqueName ":1.3", the owner of org.freedesktop.systemd1
     * @param version of the systemd that runs; 0 when not known. A version in the name of its library takes precedence
     * @param mark serial of the last reply on a private connection to the same systemd that is still open and on which more
     *     messages were sent to systemd than came back; 0 without one
     */
    public record Known(int descriptor, String uniqueName, int version, long mark) {}

    /**
     * Reads the counter.
     *
     * @throws CookieNotFoundException when no place can be named, with the reason
     */
    public CookieReading find(Known known) throws IOException {
        var search = HeapSearch.of(memory, map);
        var named = new ArrayList<BusObject>();
        for (var object : search.objects()) {
            boolean rightDescriptor = known.descriptor() == 0 || object.descriptor() == known.descriptor();
            if (rightDescriptor && object.pointsTo(known.uniqueName(), memory, map)) {
                named.add(object);
            }
        }
        if (named.size() != 1) {
            throw new CookieNotFoundException(named.size() + " connections named " + known.uniqueName() + " among "
                    + search.objects().size() + " in " + (search.searched() >> 10) + " KiB of heap");
        }
        var object = named.getFirst();
        var second = SecondConnection.among(search.objects(), object, known.mark());
        var how = new StringBuilder("sd_bus of fd ")
                .append(object.descriptor())
                .append(" at 0x")
                .append(Long.toHexString(object.address()));
        if (!search.complete()) {
            how.append("; heap not searched to its end");
        }
        var version = version(known);
        var layout = layout(object, known.uniqueName(), version);
        return layout.isPresent()
                ? byLayout(object, layout.get(), version, second, search, how)
                : bySecond(object, second, search, how);
    }

    /**
     * What can be known of the connection to the bus from memory alone: it is the only one that has a unique name, because private
     * connections have none.
     *
     * @throws CookieNotFoundException when none or several have a name
     */
    public Known only(int version) throws IOException {
        var search = HeapSearch.of(memory, map);
        var names = new TreeMap<String, Integer>();
        for (var object : search.objects()) {
            object.uniqueName(memory, map).ifPresent(name -> names.put(name, object.descriptor()));
        }
        if (names.size() != 1) {
            throw new CookieNotFoundException(names.size() + " connections with a unique name among "
                    + search.objects().size() + " in " + (search.searched() >> 10) + " KiB of heap");
        }
        var found = names.firstEntry();
        return new Known(found.getValue(), found.getKey(), version, 0);
    }

    private OptionalInt version(Known known) {
        var library = map.systemdVersion();
        return library.isPresent() || known.version() == 0 ? library : OptionalInt.of(known.version());
    }

    /** The only layout that fits; when several fit, the only one of them that this version has. */
    private Optional<BusLayout> layout(BusObject object, String uniqueName, OptionalInt version) throws IOException {
        var fitting = new ArrayList<BusLayout>();
        for (var layout : BusLayout.ALL) {
            if (object.fits(layout, map) && object.pointsTo(layout.uniqueName(), uniqueName, memory, map)) {
                fitting.add(layout);
            }
        }
        if (fitting.size() > 1) {
            fitting.removeIf(layout -> version.isEmpty() || !layout.knows(version.getAsInt()));
        }
        return fitting.size() == 1 ? Optional.of(fitting.getFirst()) : Optional.empty();
    }

    private static CookieReading byLayout(
            BusObject object,
            BusLayout layout,
            OptionalInt version,
            SecondConnection second,
            HeapSearch search,
            StringBuilder how) {
        boolean agrees = version.isPresent() && layout.knows(version.getAsInt());
        boolean confirmed = second.confirms(layout.cookie());
        how.append(", cookie 0x")
                .append(Integer.toHexString(layout.cookie()))
                .append(" behind it as in ")
                .append(layout.title())
                .append(version.isPresent() ? "; version " + version.getAsInt() : "; version not known");
        if (second.found()) {
            how.append(confirmed ? "; confirmed by a second connection" : "; contradicted by a second connection");
        }
        long value = object.word(layout.cookie());
        boolean certain = plausible(value, how) && search.complete() && (confirmed || agrees && !second.found());
        return new CookieReading(value, certain, how.toString());
    }

    /** For a layout that we do not know or cannot tell from another: the second connection shows where the counter is. */
    private static CookieReading bySecond(
            BusObject object, SecondConnection second, HeapSearch search, StringBuilder how)
            throws CookieNotFoundException {
        var place = second.place();
        if (place.isEmpty()) {
            throw new CookieNotFoundException(
                    how + "; it has none of the layouts we know, and no second connection helps");
        }
        how.append(", cookie 0x")
                .append(Integer.toHexString(place.getAsInt()))
                .append(" behind it as in a second connection");
        long value = object.word(place.getAsInt());
        return new CookieReading(value, plausible(value, how) && search.complete(), how.toString());
    }

    private static boolean plausible(long value, StringBuilder how) {
        boolean plausible = value > 0 && value <= MAX_COOKIE;
        if (!plausible) {
            how.append("; no message counter holds that");
        }
        return plausible;
    }
}
