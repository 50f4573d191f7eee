package io.nodethaw.look;

import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.Pending;
import io.nodethaw.collect.Pieces;
import io.nodethaw.collect.Probe;
import io.nodethaw.collect.Relay;
import io.nodethaw.collect.child.Lane;
import io.nodethaw.collect.child.Question;
import io.nodethaw.collect.child.ReaderChild;
import io.nodethaw.collect.source.ReadingPlace;
import io.nodethaw.collect.source.ReadingPlaces;
import io.nodethaw.collect.source.Source;
import io.nodethaw.collect.source.Sources;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.ProcessTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads keys, each in the place that its source names. The reader child is started for the first key that is read in it. */
final class Readers {
    private final Host host;
    private final Sources sources;
    private final ReaderChildren children;
    private final Map<String, Relay> relays = new HashMap<>();
    private final Map<Key, Out> earlier = new HashMap<>();
    private final Map<Key, Out> out = new LinkedHashMap<>();
    private Set<Integer> daemons = Set.of();

    /** A question without an answer so far. */
    private record Out(Pending<?> pending, boolean large) {}

    Readers(Host host, Sources sources, Supplier<ReaderChild> start) {
        this.host = host;
        this.sources = sources;
        this.children = new ReaderChildren(start);
    }

    /**
     * To be called before each look: answers to questions of an earlier look no longer count, and questions that are still out
     * are not asked again.
     */
    void begin() {
        earlier.putAll(out);
        out.clear();
        children.begin();
        earlier.values().removeIf(one -> !one.pending().isOut());
    }

    /** Tells which processes are daemons of the chain: their readings never wait for those of others. */
    void daemons(Set<Integer> pids) {
        daemons = Set.copyOf(pids);
    }

    /**
     * Reads these keys into the evidence. Readings that may hang are awaited until the deadline. Those without an answer then
     * count as silent for the moment; {@link #late} takes answers that come later.
     */
    void read(Collection<Key> keys, Deadline deadline, Evidence.Builder into) {
        var pass = new Pass(deadline, into);
        var begun = new HashMap<String, Source<?>>();
        var places = new EnumMap<ReadingPlace, List<Key>>(ReadingPlace.class);
        for (var key : keys) {
            sources.of(key)
                    .ifPresent(source -> places.computeIfAbsent(source.place(), _ -> new ArrayList<>())
                            .add(key));
        }
        for (var ofPlace : places.values()) {
            for (var key : ofPlace) {
                sources.of(key)
                        .ifPresent(source -> begun.computeIfAbsent(key.fact(), _ -> source.anew())
                                .read(key.instance(), pass));
            }
        }
        pass.readOwn();
        for (var one : pass.asked) {
            await(one.pending(), deadline);
            put(one.pending(), deadline, into);
            if (one.pending().isOut()) {
                out.put(one.pending().key(), one);
            }
        }
    }

    /** True when a second sample reads this again. */
    boolean isChanging(Key key) {
        return sources.of(key).map(source -> source.type().changing()).orElse(false);
    }

    private void await(Pending<?> asked, Deadline deadline) {
        var relay = relays.get(asked.type().name());
        if (relay != null) {
            relay.await(asked, deadline);
        }
    }

    /**
     * Takes answers that came late, and waits until the deadline for those still out. True when there were any.
     *
     * @param large deadline for the goroutines of the chain's daemons: there may be tens of thousands
     */
    boolean late(Deadline deadline, Deadline large, Evidence.Builder into) {
        var waiting = List.copyOf(out.values());
        for (var one : waiting) {
            one.pending().await(one.large() && deadline.left().compareTo(large.left()) < 0 ? large : deadline);
            if (!one.pending().isOut() && out.remove(one.pending().key(), one)) {
                put(one.pending(), deadline, into);
            }
        }
        return out.size() < waiting.size();
    }

    private static <T> void put(Pending<T> asked, Deadline deadline, Evidence.Builder into) {
        into.put(asked.type(), asked.instance(), asked.await(deadline));
    }

    /** Starts the reader child before its first question, because starting takes a moment. */
    ReaderChild startChild() {
        return children.current();
    }

    /** Lets go of a child that has nothing to do. */
    void rest() {
        children.rest();
    }

    /** Lets go of the child, whatever it hangs in. */
    void leave() {
        children.leave();
    }

    /** The lane whose threads read the answer. */
    Lane lane(Question<?> question) {
        int pid = question.subject().pid();
        if (pid <= ProcessTable.INIT) {
            return Lane.INIT;
        }
        if (daemons.contains(pid)) {
            return Lane.DAEMONS;
        }
        return question.subject().memory() ? Lane.MEMORY : Lane.FILES;
    }

    /** One pass over some keys. */
    private final class Pass implements ReadingPlaces {
        private final Deadline deadline;
        private final Evidence.Builder into;
        private final List<Out> asked = new ArrayList<>();
        private final List<OwnReading<?>> own = new ArrayList<>();

        Pass(Deadline deadline, Evidence.Builder into) {
            this.deadline = deadline;
            this.into = into;
        }

        @Override
        public <T> void own(FactType<T> type, String instance, Reader<T> reader) {
            own.add(new OwnReading<>(type, instance, reader, host.clock()));
        }

        /** Takes the readings that are taken in our own process, all of them. */
        void readOwn() {
            try {
                Pieces.work(host, own.size(), () -> piece -> own.get(piece).read());
            } catch (IOException late) {
                // what was not read is silent, see OwnReading
            }
            own.forEach(reading -> reading.putInto(into));
        }

        @Override
        public <T> void thread(FactType<T> type, String instance, Probe.Ask<T> question) {
            var key = type.key(instance);
            if (!isOut(key)) {
                var relay = relays.computeIfAbsent(type.name(), _ -> new Relay(host));
                asked.add(new Out(relay.ask(type, instance, "read of " + key, question, deadline.left()), false));
            }
        }

        @Override
        public <T> void child(Question<T> question) {
            if (!isOut(question.key())) {
                var lane = lane(question);
                boolean large = lane == Lane.DAEMONS && question.type().equals(Goroutines.TYPE);
                asked.add(new Out(startChild().ask(question, lane), large));
            }
        }

        /** True when the same question is still out, so that it is not asked again. */
        private boolean isOut(Key key) {
            var before = out.remove(key);
            if (before != null && !before.pending().isOut()) {
                put(before.pending(), deadline, into);
            }
            return isOut(before) || isOut(earlier.remove(key));
        }

        private boolean isOut(@Nullable Out before) {
            if (before == null || !before.pending().isOut()) {
                return false;
            }
            asked.add(before);
            return true;
        }
    }
}
