package io.nodethaw.analysis;

import io.nodethaw.wait.Vertex;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Finds rings. One pass finds the sets of vertices that can all reach one another (Tarjan, "Depth-first search and linear graph
 * algorithms", 1972); a ring is searched for only within such a set. There is no recursion: a chain may have as many links as a node
 * has processes.
 */
final class Rings {
    private final Function<Vertex, List<Vertex>> next;
    private final Map<Vertex, Integer> number = new HashMap<>();
    private final Map<Vertex, Integer> lowest = new HashMap<>();
    private final Map<Vertex, Integer> sets = new HashMap<>();
    private final Set<Integer> rings = new HashSet<>();
    private final Deque<Vertex> open = new ArrayDeque<>();
    private final Deque<Step> left = new ArrayDeque<>();

    private record Step(Vertex at, Iterator<Vertex> next) {}

    /**
     * Looks at everything that can be reached.
     *
     * @param next the vertices that an edge leads to; asked once for each vertex, and again only for those of a ring
     */
    Rings(Collection<Vertex> starts, Function<Vertex, List<Vertex>> next) {
        this.next = next;
        starts.forEach(this::settle);
    }

    private void settle(Vertex start) {
        enter(start);
        while (!left.isEmpty()) {
            var step = left.peek();
            if (step.next().hasNext()) {
                meet(step.at(), step.next().next());
            } else {
                leave(left.pop().at());
            }
        }
    }

    private void enter(Vertex vertex) {
        if (!number.containsKey(vertex)) {
            number.put(vertex, number.size());
            lowest.put(vertex, number.size() - 1);
            open.push(vertex);
            left.push(new Step(vertex, next.apply(vertex).iterator()));
        }
    }

    private void meet(Vertex from, Vertex to) {
        if (from.equals(to)) {
            rings.add(number(from)); // its own number is that of its set, if it is alone in it
        }
        if (!number.containsKey(to)) {
            enter(to);
        } else if (!sets.containsKey(to)) {
            lower(from, number(to));
        }
    }

    private void leave(Vertex vertex) {
        int lowestOfIt = lowest.getOrDefault(vertex, 0);
        if (!left.isEmpty()) {
            lower(left.peek().at(), lowestOfIt);
        }
        if (lowestOfIt == number(vertex)) {
            close(vertex);
        }
    }

    /** All that was entered after this one, and is in no set yet, is of its set. */
    private void close(Vertex first) {
        int set = number(first);
        if (!first.equals(open.peek())) {
            rings.add(set);
        }
        Vertex member;
        do {
            member = open.pop();
            sets.put(member, set);
        } while (!member.equals(first));
    }

    private int number(Vertex vertex) {
        return number.getOrDefault(vertex, 0);
    }

    private void lower(Vertex vertex, int to) {
        lowest.merge(vertex, to, Math::min);
    }

    /** A ring through this vertex, which comes first in it. */
    Optional<List<Vertex>> through(Vertex start) {
        var set = sets.get(start);
        if (set == null || !rings.contains(set)) {
            return Optional.empty();
        }
        var path = new ArrayList<Vertex>(List.of(start));
        var steps = new ArrayDeque<Iterator<Vertex>>();
        var seen = new HashSet<Vertex>(path);
        steps.push(next.apply(start).iterator());
        while (!steps.isEmpty()) {
            if (!steps.peek().hasNext()) {
                steps.pop();
                path.removeLast();
                continue;
            }
            var to = steps.peek().next();
            if (to.equals(start)) {
                return Optional.of(List.copyOf(path));
            }
            if (set.equals(sets.get(to)) && seen.add(to)) {
                path.add(to);
                steps.push(next.apply(to).iterator());
            }
        }
        return Optional.empty();
    }
}
