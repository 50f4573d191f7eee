package io.nodethaw.look;

import io.nodethaw.collect.Asker;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.OwnQueue;
import io.nodethaw.collect.Pending;
import io.nodethaw.collect.Probe;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.Key;
import io.nodethaw.hop.Chain;
import io.nodethaw.hop.Depth;
import io.nodethaw.wait.NodeView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The probes of one look. Each is asked once, with the whole limit, and all are awaited to a common end; answers count whenever
 * they come.
 */
final class Probing {
    /** A probe that gives up at its limit names the step that got no answer; this is how long we wait for it to say so. */
    private static final Duration GRACE = Duration.ofMillis(50);

    /** Who was queued for less than half of the time for which it ran is not told from one that was not. */
    private static final double BUSY = 1.5;

    private final Host host;
    private final OwnQueue queue;
    private final Chain chain;
    private final Asker asker;
    private final Duration limit;
    private final Map<Key, Pending<?>> probes = new HashMap<>();
    private final Set<Key> taken = new HashSet<>();
    private Deadline end;

    Probing(Host host, Chain chain, Asker asker, Duration limit) {
        this.host = host;
        this.queue = OwnQueue.here(host);
        this.chain = chain;
        this.asker = asker;
        this.limit = limit;
        this.end = host.deadline(limit);
    }

    /** The time that a single question may take. */
    Duration limit() {
        return limit;
    }

    /** How much longer everything takes since this look began, because we are queued for a processor. */
    double queued() {
        return queue.factor();
    }

    /** When the last probe has used up its limit. */
    Deadline end() {
        return end;
    }

    /**
     * Asks the questions that were not asked yet. Those that only give things their names may take half of the limit; one that tells
     * whether a daemon works may take all of it, however late it is asked. All may take longer where we were queued for a processor:
     * they are queued too.
     *
     * @return true when there were any
     */
    boolean ask(NodeView view, Depth depth, HeldBack held) {
        var time = whereQueued(limit);
        boolean any = ask(view, Depth.LIGHT, time, held);
        return depth == Depth.LIGHT ? any : ask(view, depth, time.dividedBy(2), held) || any;
    }

    private Duration whereQueued(Duration time) {
        double factor = queued();
        return factor < BUSY ? time : Duration.ofMillis((long) (time.toMillis() * factor));
    }

    private boolean ask(NodeView view, Depth depth, Duration time, HeldBack held) {
        boolean any = false;
        for (var hop : chain.hops()) {
            var alike = new ArrayList<Probe<?>>();
            for (var probe : hop.probes(view, depth)) {
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
            askAlike(alike, time, held);
        }
        if (any && time.compareTo(end.left()) > 0) {
            end = host.deadline(time.plus(GRACE));
        }
        return any;
    }

    private void askAlike(List<Probe<?>> alike, Duration time, HeldBack held) {
        if (!alike.isEmpty()) {
            asker.startAlike(alike, time, held.few(alike.getFirst().type()))
                    .forEach(pending -> probes.put(pending.key(), pending));
        }
    }

    /** How many have no answer. */
    long stillOut() {
        return probes.values().stream().filter(Pending::isOut).count();
    }

    void await(Deadline deadline) {
        for (var pending : List.copyOf(probes.values())) {
            pending.await(deadline);
        }
    }

    /**
     * Puts the answers that have come into the evidence. Probes without an answer count as silent at this moment; that may
     * change.
     */
    Evidence evidence(Evidence.Builder builder) {
        for (var pending : probes.values()) {
            if (!pending.isOut() && taken.add(pending.key())) {
                keep(pending, builder);
            }
        }
        var now = builder.build().toBuilder();
        probes.values().stream().filter(Pending::isOut).forEach(pending -> keep(pending, now));
        return now.build();
    }

    private <T> void keep(Pending<T> pending, Evidence.Builder into) {
        into.put(pending.type(), pending.instance(), pending.await(host.deadline(Duration.ZERO)));
    }
}
