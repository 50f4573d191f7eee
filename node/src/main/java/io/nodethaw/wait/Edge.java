package io.nodethaw.wait;

import io.nodethaw.evidence.Key;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One wait: who waits for whom, how strongly, at what, and the readings that show it.
 *
 * @param kind what kind of wait it is
 * @param task thread that waits, 0 where it is not one thread
 * @param fd open file it waits on, -1 where the wait has none
 * @param peerFd open file at the other end, -1 where unknown
 * @param text what a person reads: "read on socket 8812"
 * @param atLeast for how long at least; empty where nothing read tells
 * @param readings where it was read
 * @param gist the same in few words
 */
public record Edge(
        Vertex from,
        Vertex to,
        Strength strength,
        Wait kind,
        int task,
        int fd,
        int peerFd,
        String text,
        Optional<Duration> atLeast,
        List<Key> readings,
        Gist gist) {
    public Edge {
        readings = List.copyOf(readings);
    }

    /** An edge that has no fewer words for it. */
    public Edge(
            Vertex from,
            Vertex to,
            Strength strength,
            Wait kind,
            int task,
            int fd,
            int peerFd,
            String text,
            Optional<Duration> atLeast,
            List<Key> readings) {
        this(from, to, strength, kind, task, fd, peerFd, text, atLeast, readings, Gist.of(text));
    }

    /** An edge without thread or open file. */
    public static Edge of(Vertex from, Vertex to, Strength strength, Wait kind, String text, Key... readings) {
        return new Edge(from, to, strength, kind, 0, -1, -1, text, Optional.empty(), List.of(readings));
    }

    /** The same wait, with a lower bound of its age. */
    public Edge atLeast(Duration age) {
        return new Edge(from, to, strength, kind, task, fd, peerFd, text, Optional.of(age), readings, gist);
    }

    /** The same wait, with few words for it. */
    public Edge inShort(Gist words) {
        return new Edge(from, to, strength, kind, task, fd, peerFd, text, atLeast, readings, words);
    }

    /** True when it counts on the way to a root. */
    public boolean leadsOn() {
        return strength != Strength.ANY;
    }
}
