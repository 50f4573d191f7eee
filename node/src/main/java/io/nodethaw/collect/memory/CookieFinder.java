package io.nodethaw.collect.memory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Finds the counter of messages sent in systemd's {@code struct sd_bus} of one connection, by structure: no symbols, no
 * debugger, no stop. The object is the one place where the descriptor of the connection stands twice, with the protocol
 * version behind it, in the state "running" and with a pointer to the connection's unique name. Which field
 * is the counter follows from {@link BusLayout}, and from a second connection whose counter we know.
 */
public final class CookieFinder {
    /** Most heap searched, a limit of ours; 100,000 units take some 250 MiB. */
    public static final long MAX_SEARCHED = 384L << 20;

    private static final int CHUNK = 1 << 20;

    /** Bytes that {@link BusObject#startsAt} looks at. */
    private static final int HEAD = 24;

    /** Beyond this it is no counter of messages, whatever else it is. A failed send still counts one up. */
    private static final long MAX_COOKIE = 0x1_ffff_ffffL;

    /** Smallest counter of a second connection that is distinctive enough to find a field by. */
    private static final long MIN_MARK = 5;

    private final Memory memory;
    private final MemoryMap map;

    /** Reads from the memory of systemd, of which the map is. */
    public CookieFinder(Memory memory, MemoryMap map) {
        this.memory = memory;
        this.map = map;
    }

    /**
     * What is known of the connection beforehand.
     *
     * @param descriptor its number in systemd; 0 when not known
     * @param uniqueName ":1.3", the owner of org.freedesktop.systemd1
     * @param version of the systemd that runs; 0 when not known. A version in the name of its library goes before
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
        var search = search();
        var named = new ArrayList<Match>();
        for (var object : search.objects()) {
            if (known.descriptor() == 0 || object.descriptor() == known.descriptor()) {
                named.addAll(matches(object, known.uniqueName()));
            }
        }
        long connections = named.stream().map(match -> match.object().address()).distinct().count();
        if (connections != 1) {
            throw new CookieNotFoundException(
                    connections + " connections named " + known.uniqueName() + " among " + search.objects().size()
                            + " in " + (search.searched() >> 10) + " KiB of heap");
        }
        return judge(named, marked(search.objects(), known.mark()), search, version(known));
    }

    private OptionalInt version(Known known) {
        var library = map.systemdVersion();
        return library.isPresent() || known.version() == 0 ? library : OptionalInt.of(known.version());
    }

    private record Match(BusObject object, BusLayout layout) {
        long cookie() {
            return object.word(layout.cookie());
        }
    }

    private record Search(List<BusObject> objects, long searched, boolean complete) {}

    private List<Match> matches(BusObject object, String uniqueName) throws IOException {
        var found = new ArrayList<Match>();
        for (var layout : BusLayout.ALL) {
            if (object.fits(layout, map) && object.pointsTo(layout.uniqueName(), uniqueName, memory, map)) {
                found.add(new Match(object, layout));
            }
        }
        return found;
    }

    /** Offsets at which a nameless connection holds the mark. */
    private List<Match> marked(List<BusObject> objects, long mark) {
        var found = new ArrayList<Match>();
        if (mark < MIN_MARK) {
            return found;
        }
        for (var object : objects) {
            for (var layout : BusLayout.ALL) {
                var match = new Match(object, layout);
                if (object.fits(layout, map) && object.word(layout.uniqueName()) == 0 && match.cookie() == mark) {
                    found.add(match);
                }
            }
        }
        return found;
    }

    private static CookieReading judge(List<Match> named, List<Match> marked, Search search, OptionalInt version)
            throws CookieNotFoundException {
        var left = new ArrayList<>(named);
        if (left.size() > 1) {
            left.removeIf(match -> version.isEmpty() || !match.layout().knows(version.getAsInt()));
        }
        if (left.size() != 1) {
            throw new CookieNotFoundException(named.size() + " layouts fit its connection, and nothing decides between them");
        }
        var match = left.getFirst();
        boolean versionAgrees = version.isPresent() && match.layout().knows(version.getAsInt());
        boolean markAgrees = marked.stream().anyMatch(mark -> mark.layout().cookie() == match.layout().cookie());
        boolean markContradicts = !marked.isEmpty() && !markAgrees;
        boolean plausible = match.cookie() > 0 && match.cookie() <= MAX_COOKIE;
        boolean certain = search.complete() && plausible && !markContradicts && (versionAgrees || markAgrees);
        var how = new StringBuilder("sd_bus of fd ")
                .append(match.object().descriptor())
                .append(" at 0x")
                .append(Long.toHexString(match.object().address()))
                .append(", cookie 0x")
                .append(Integer.toHexString(match.layout().cookie()))
                .append(" behind it as in ")
                .append(match.layout().title());
        how.append(version.isPresent() ? "; runs " + version.getAsInt() : "; version not known");
        how.append(markAgrees ? "; confirmed by a second connection" : "");
        how.append(markContradicts ? "; contradicted by a second connection" : "");
        how.append(plausible ? "" : "; no message counter holds that");
        how.append(search.complete() ? "" : "; heap not searched to its end");
        return new CookieReading(match.cookie(), certain, how.toString());
    }

    private Search search() throws IOException {
        var chunk = ByteBuffer.allocate(CHUNK + HEAD).order(ByteOrder.LITTLE_ENDIAN);
        var found = new ArrayList<BusObject>();
        long searched = 0;
        boolean complete = true;
        for (var region : map.heap()) {
            if (searched + region.size() > MAX_SEARCHED) {
                return new Search(found, searched, false);
            }
            for (long at = region.start(); at < region.end(); at += CHUNK) {
                chunk.clear().limit((int) Math.min(chunk.capacity(), region.end() - at));
                complete &= searchChunk(chunk, at, found);
            }
            searched += region.size();
        }
        return new Search(found, searched, complete);
    }

    /** Pairs lie on a multiple of 8: malloc gives multiples of 16, and n_ref and state come first. */
    private boolean searchChunk(ByteBuffer chunk, long address, List<BusObject> found) throws IOException {
        try {
            memory.read(address, chunk);
        } catch (IOException _) {
            return false; // given back since the map was read
        }
        chunk.flip();
        int end = Math.min(CHUNK, chunk.limit() - HEAD + 1);
        for (int i = 0; i < end; i += 8) {
            if (BusObject.startsAt(chunk, i) && map.isHeap(address + i - BusObject.BEFORE, BusObject.SIZE)) {
                var object = BusObject.read(memory, address + i);
                if (object.running()) {
                    found.add(object);
                }
            }
        }
        return true;
    }
}
