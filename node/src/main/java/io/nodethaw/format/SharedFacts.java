package io.nodethaw.format;

import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.FileLocks;
import io.nodethaw.evidence.InstalledPackages;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.ListedAges;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Sample;
import io.nodethaw.evidence.TcpSockets;
import io.nodethaw.evidence.Units;
import io.nodethaw.evidence.UnixSockets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Facts of which each text tells a part: together they are one reading, and not looks at several moments. */
final class SharedFacts {
    private final Map<Key, Sample<?>> parts = new LinkedHashMap<>();

    /** Keeps a part of such a fact; any other goes into the evidence as it is. */
    void put(Key key, Sample<?> sample, Evidence.Builder into) {
        if (sample.reading() instanceof Reading.Seen<?>(Object value) && isShared(value)) {
            parts.merge(key, sample, SharedFacts::both);
        } else {
            into.put(key, sample);
        }
    }

    private static boolean isShared(Object value) {
        return value instanceof UnixSockets
                || value instanceof TcpSockets
                || value instanceof Descriptors
                || value instanceof FileLocks
                || value instanceof Units
                || value instanceof ListedAges
                || value instanceof InstalledPackages;
    }

    /** What both tell, with the origin of the first one. */
    private static Sample<?> both(Sample<?> one, Sample<?> other) {
        return new Sample<>(new Reading.Seen<>(both(value(one), value(other))), one.origin());
    }

    private static Object value(Sample<?> sample) {
        return ((Reading.Seen<?>) sample.reading()).value();
    }

    private static Object both(Object one, Object other) {
        if (one instanceof UnixSockets(var here) && other instanceof UnixSockets(var there)) {
            var sockets = new LinkedHashMap<Long, UnixSockets.Socket>();
            there.forEach(socket -> sockets.put(socket.inode(), socket));
            here.forEach(socket -> sockets.merge(socket.inode(), socket, SharedFacts::fuller));
            return new UnixSockets(new ArrayList<>(sockets.values()));
        }
        if (one instanceof Descriptors here && other instanceof Descriptors there) {
            var open = new TreeMap<Integer, Descriptors.Descriptor>();
            there.open().forEach(file -> open.put(file.number(), file));
            here.open().forEach(file -> open.merge(file.number(), file, SharedFacts::fuller));
            var folder = here.workingDirectory().isEmpty() ? there.workingDirectory() : here.workingDirectory();
            return new Descriptors(here.pid(), new ArrayList<>(open.values()), folder, Optional.empty());
        }
        if (one instanceof TcpSockets(var here) && other instanceof TcpSockets(var there)) {
            var sockets = new LinkedHashMap<String, TcpSockets.Socket>();
            there.forEach(socket -> sockets.put(socket.local() + " " + socket.remote(), socket));
            here.forEach(socket -> sockets.merge(socket.local() + " " + socket.remote(), socket, SharedFacts::fuller));
            return new TcpSockets(new ArrayList<>(sockets.values()));
        }
        if (one instanceof FileLocks here && other instanceof FileLocks there) {
            return isByNumber(here) || !isByNumber(there) ? here : there;
        }
        if (one instanceof Units(var here) && other instanceof Units(var there)) {
            var units = new LinkedHashMap<String, Units.Unit>();
            there.forEach(unit -> units.put(unit.name(), unit));
            here.forEach(unit -> units.merge(unit.name(), unit, (told, more) -> more.with(told)));
            return new Units(new ArrayList<>(units.values()));
        }
        if (one instanceof InstalledPackages(var manager, var here)
                && other instanceof InstalledPackages(var _, var there)) {
            return new InstalledPackages(
                    manager,
                    Stream.concat(here.stream(), there.stream()).distinct().toList());
        }
        if (one instanceof ListedAges(var here) && other instanceof ListedAges(var there)) {
            var ages = new LinkedHashMap<Integer, ListedAges.Age>();
            Stream.concat(here.stream(), there.stream())
                    .forEach(age -> ages.merge(
                            age.pid(),
                            age,
                            (told, more) -> told.atLeast().compareTo(more.atLeast()) < 0 ? told : more));
            return new ListedAges(new ArrayList<>(ages.values()));
        }
        return one;
    }

    /** A list of locks that names files by their inodes is the kernel's own; others are made of it. */
    private static boolean isByNumber(FileLocks locks) {
        return locks.locks().stream().noneMatch(lock -> lock.file().startsWith("/"));
    }

    /** The one that names the socket by its inode. */
    private static Descriptors.Descriptor fuller(Descriptors.Descriptor one, Descriptors.Descriptor other) {
        return other.socket().filter(inode -> inode < 0).isPresent() ? one : other;
    }

    /** The one that tells its inode. */
    private static TcpSockets.Socket fuller(TcpSockets.Socket one, TcpSockets.Socket other) {
        return other.inode() < 0 ? one : other;
    }

    /** The one that tells more: its path, and what is unread in it. */
    private static UnixSockets.Socket fuller(UnixSockets.Socket one, UnixSockets.Socket other) {
        boolean more = !other.path().isEmpty() && one.path().isEmpty() || other.received() > one.received();
        return more ? other : one;
    }

    /** Adds what was kept. */
    void end(Evidence.Builder into) {
        parts.forEach(into::put);
    }
}
