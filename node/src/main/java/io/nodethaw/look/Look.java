package io.nodethaw.look;

import io.nodethaw.collect.Asker;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.Pending;
import io.nodethaw.collect.Probe;
import io.nodethaw.collect.child.ReaderChild;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.DiskStats;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.FileLocks;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.Machine;
import io.nodethaw.evidence.Pressure;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Status;
import io.nodethaw.evidence.Tasks;
import io.nodethaw.evidence.TcpSockets;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.hop.Chain;
import io.nodethaw.wait.NodeView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Looks at a node once: all probes at the same time, a light pass over all processes, then rounds that read only what the
 * graph's frontier asks for, and a second sample of what moves. A healthy node takes one round.
 */
public final class Look {
    /** A probe that has not answered when no other did for so long is taken for silent in the rounds; its answer still counts when it comes. */
    private static final Duration PATIENCE = Duration.ofMillis(100);

    /** A probe that gives up at its limit names the step that got no answer; this long we wait for it to say so. */
    private static final Duration GRACE = Duration.ofMillis(50);

    /** The second sample is taken so long after the first at least, when there is one at all. */
    private static final Duration BETWEEN_SAMPLES = Duration.ofMillis(400);

    /** Of processes that somebody asks about, goroutines are read so long after the first time once more. */
    private static final Duration BETWEEN_GOROUTINES = Duration.ofMillis(100);

    /** The time each pass of reading may take; what has not come back by then is left behind. */
    private static final Duration READING = Duration.ofMillis(300);

    /** The time rounds wait for readings that did not come back at first. */
    private static final Duration LATE = Duration.ofMillis(100);

    /** The goroutines of the chain's daemons may take so long: 40,000 of them take more than a second on a busy machine. */
    private static final Duration LARGE = Duration.ofSeconds(3);

    /** No chain has more links; the rest is a loop we would not get out of. */
    private static final int MAX_ROUNDS = 20;

    private final Host host;
    private final Chain chain;
    private final Supplier<ReaderChild> child;
    private final Notes notes;

    /**
     * Ready to look.
     *
     * @param child starts the reader child; called once, and only when something has to be read there
     * @param notes what earlier looks have asked in vain
     */
    public Look(Host host, Chain chain, Supplier<ReaderChild> child, Notes notes) {
        this.notes = notes;
        this.host = host;
        this.chain = chain;
        this.child = child;
    }

    /**
     * Takes one look.
     *
     * @param limit of each probe, all its steps together
     * @param focus processes to follow besides what the node itself waits for
     */
    public Evidence take(Duration limit, Predicate<ProcessTable.Entry> focus) {
        return new Run(limit).take(focus);
    }

    /** One look's state: what is asked, what is known. */
    private final class Run {
        private final Duration limit;
        private Deadline probesEnd;
        private final Asker asker = new Asker(host);
        private final Readers readers = new Readers(host, chain, child);
        private final Map<Key, Pending<?>> probes = new HashMap<>();
        private final Set<Key> taken = new HashSet<>();
        private final Set<Key> read = new HashSet<>();
        private final Evidence.Builder builder =
                new Evidence.Builder(host.clock().instant());
        private final Frontier frontier = new Frontier(chain);
        private HeldBack held = new HeldBack(chain, List.of(), new NodeView(builder.build()));

        Run(Duration limit) {
            this.limit = limit;
            this.probesEnd = Deadline.in(limit);
        }

        Evidence take(Predicate<ProcessTable.Entry> focus) {
            take(List.of(Machine.TYPE.key(), ProcessTable.TYPE.key()));
            var pids = new HashSet<Integer>();
            new NodeView(builder.build())
                    .processes().stream().filter(focus).forEach(process -> pids.add(process.pid()));
            return node(pids);
        }

        private Evidence node(Set<Integer> focus) {
            var begun = new NodeView(builder.build());
            var boot = begun.evidence().seen(Machine.TYPE).map(Machine::bootId).orElse("");
            var earlier = notes.of(boot);
            held = new HeldBack(chain, earlier, begun);
            var evidence = look(begun, focus);
            var after = held.after(new NodeView(evidence));
            if (!after.equals(earlier)) {
                notes.keep(boot, after);
            }
            return evidence;
        }

        /** The chain's probes are put also where somebody asks about one process: what it waits for may end at the chain. */
        private Evidence look(NodeView begun, Set<Integer> focus) {
            ask(begun, false);
            light();
            settleHeld();
            ask(view(), false);
            awaitQuiet();
            var first = view();
            if (!frontier.isQuiet(first)) {
                sick(first, focus);
            } else if (!focus.isEmpty()) {
                processes(focus);
            }
            return finish(view());
        }

        private void sick(NodeView first, Set<Integer> focus) {
            readers.startChild();
            ask(first, true);
            rounds(focus);
            var sampled = Deadline.in(BETWEEN_SAMPLES);
            awaitAll(probesEnd);
            rounds(focus);
            pause(sampled.left());
            second(focus);
        }

        /** What shows whether earlier questions are still unanswered is read before they would be put again. */
        private void settleHeld() {
            if (held.isAny()) {
                awaitAll(Deadline.in(PATIENCE));
                take(held.wants(view()), limit);
                held.settle(view(), builder);
            }
        }

        private void processes(Set<Integer> pids) {
            rounds(pids);
            var goroutines = goroutinesSeen();
            if (!goroutines.isEmpty()) {
                pause(BETWEEN_GOROUTINES);
                readers.read(goroutines, Deadline.in(READING), builder);
                rounds(pids);
            }
        }

        private Evidence finish(NodeView view) {
            readers.leave();
            return view.evidence();
        }

        /** What the first graph needs, of all processes, from files that are safe to read. */
        private void light() {
            take(List.of(UnixSockets.TYPE.key(), TcpSockets.TYPE.key()), limit);
            take(List.of(FileLocks.TYPE.key(), Pressure.TYPE.key()));
            var view = new NodeView(builder.build());
            take(view.processes().stream()
                    .filter(NodeView::couldBeInit)
                    .map(process -> Status.TYPE.key(process.pid()))
                    .toList());
            take(new NodeView(builder.build()).namespacesOfInits());
            var known = new NodeView(builder.build());
            take(known.processes().stream()
                    .filter(process -> !process.isKernelThread() && !process.isGone() && known.isOurs(process.pid()))
                    .sorted(Comparator.comparing(process -> process.parent() > 1)) // daemons and shims come first
                    .map(process -> Descriptors.TYPE.key(process.pid()))
                    .toList());
            identify();
            identify();
        }

        /** Who is a hop: first the users of those who listen, then, where that is worth it, what lies at their paths. */
        private void identify() {
            var keys = new LinkedHashSet<>(chain.identity(new NodeView(builder.build())));
            keys.removeAll(read);
            take(List.copyOf(keys));
        }

        private void take(List<Key> keys) {
            take(keys, READING);
        }

        private void take(List<Key> keys, Duration time) {
            readers.read(keys, Deadline.in(time), builder);
            read.addAll(keys);
        }

        /** Puts the questions that were not put yet. Each has the whole limit; names may take half of it at most. */
        private void ask(NodeView view, boolean sick) {
            var time = sick ? limit.dividedBy(2) : limit;
            boolean any = false;
            for (var hop : chain.hops()) {
                var alike = new ArrayList<Probe<?>>();
                for (var probe : hop.probes(view, sick)) {
                    if (probes.containsKey(probe.key()) || held.holds(probe.key())) {
                        continue;
                    }
                    any = true;
                    if (probe.alike()) {
                        alike.add(probe);
                    } else {
                        probes.put(probe.key(), asker.start(probe, time));
                    }
                }
                askAlike(alike, time);
            }
            if (any && time.compareTo(probesEnd.left()) > 0) {
                probesEnd = Deadline.in(time.plus(GRACE));
            }
        }

        private void askAlike(List<Probe<?>> alike, Duration time) {
            if (!alike.isEmpty()) {
                asker.startAlike(alike, time, held.few(alike.getFirst().type()))
                        .forEach(pending -> probes.put(pending.key(), pending));
            }
        }

        /** Waits while answers keep coming: a slow start of our own is nobody else's silence. */
        private void awaitQuiet() {
            boolean more = true;
            while (more && !probesEnd.passed()) {
                long out = stillOut();
                awaitAll(Deadline.in(PATIENCE));
                if (stillOut() > 0) {
                    readers.startChild(); // it starts while others may still answer
                }
                more = stillOut() > 0 && stillOut() < out;
            }
        }

        private long stillOut() {
            return probes.values().stream().filter(Pending::isOut).count();
        }

        private void awaitAll(Deadline deadline) {
            for (var pending : List.copyOf(probes.values())) {
                pending.await(deadline);
            }
        }

        /** Reads what the frontier asks for until it asks for nothing new. */
        private void rounds(Set<Integer> focus) {
            var large = Deadline.in(LARGE);
            for (int round = 0; round < MAX_ROUNDS; round++) {
                var view = view();
                readers.daemons(chain.processes(view));
                var keys = new LinkedHashSet<>(frontier.wants(view, focus));
                keys.removeAll(read);
                if (keys.isEmpty() && !readers.late(Deadline.in(LATE), large, builder)) {
                    return;
                }
                take(new ArrayList<>(keys));
            }
        }

        /** A second sample of what was read once: threads, goroutines, queues, locks, processes, disks. */
        private void second(Set<Integer> focus) {
            var again = new ArrayList<Key>();
            again.add(Machine.TYPE.key()); // its clock is what ages are counted by
            again.add(ProcessTable.TYPE.key());
            again.add(UnixSockets.TYPE.key());
            again.add(FileLocks.TYPE.key()); // a lock may have been waited for just for a moment
            read.stream()
                    .filter(key -> key.fact().equals(Tasks.TYPE.name()) || key.equals(DiskStats.TYPE.key()))
                    .forEach(again::add);
            again.addAll(goroutinesSeen());
            readers.read(again, Deadline.in(READING), builder);
            rounds(focus);
        }

        private List<Key> goroutinesSeen() {
            var seen = builder.build();
            return read.stream()
                    .filter(key -> key.fact().equals(Goroutines.TYPE.name()))
                    .filter(key -> seen.seen(Goroutines.TYPE, key.instance()).isPresent())
                    .toList();
        }

        private static void pause(Duration time) {
            try {
                Thread.sleep(time);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** What is known now: answers that came are kept, questions still out count as silent for the moment. */
        private NodeView view() {
            for (var pending : probes.values()) {
                if (!pending.isOut() && taken.add(pending.key())) {
                    keep(pending, builder);
                }
            }
            var now = builder.build().toBuilder();
            probes.values().stream().filter(Pending::isOut).forEach(pending -> keep(pending, now));
            return new NodeView(now.build());
        }

        private static <T> void keep(Pending<T> pending, Evidence.Builder into) {
            into.put(pending.type(), pending.instance(), pending.await(Deadline.in(Duration.ZERO)));
        }
    }
}
