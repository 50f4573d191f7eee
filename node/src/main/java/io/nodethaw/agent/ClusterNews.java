package io.nodethaw.agent;

import io.nodethaw.agent.cluster.Courier;
import io.nodethaw.agent.cluster.NodeRequests;
import io.nodethaw.agent.cluster.Request;
import io.nodethaw.agent.cure.Told;
import io.nodethaw.analysis.Hit;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Host;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tells the cluster: the conditions when they change and every few minutes, and events, which wait while the API server is away and keep
 * their times. One delivery at a time, beside the rounds; after a failure it waits longer each time.
 */
final class ClusterNews implements Follower {
    /** How old the heartbeat of a condition may grow: that of kubelet's own is five minutes (kubelet's nodeStatusReportFrequency). */
    private static final Duration HEARTBEAT = Duration.ofMinutes(5);

    /** An agent that has just begun does not know yet, and takes back nothing that is told of the node until it does. */
    private static final Duration SILENCE = Duration.ofMinutes(2);

    private static final Duration FIRST_RETRY = Duration.ofSeconds(10);

    /** The most events that wait: those of the oldest changes are dropped first. */
    private static final int WAITING = 100;

    /** The most events in one delivery, so that a storm does not become one of the API server. */
    private static final int BATCH = 10;

    /** The most pods that are told at once, and then in the time from one heartbeat to the next. */
    private static final int PODS = 20;

    /** The most pods that are told while a condition holds: a node of 110 has had nine times its pods then. */
    private static final int MOST_PODS = 1000;

    private final Host host;
    private final NodeRequests node;
    private final Courier courier;
    private final LogLines log;
    private final Beside delivering;
    private final ArrayDeque<Request> events = new ArrayDeque<>();
    private List<Published> conditions = List.of();
    private final Set<String> known = new HashSet<>();
    private final Set<Hit> told = new HashSet<>();
    private int pods = PODS;
    private Deadline morePods;
    private final Deadline silence;
    private boolean changed = true;
    private boolean busy;
    private boolean reached = true;
    private Duration retry = FIRST_RETRY;
    private Deadline next;

    ClusterNews(Host host, NodeRequests node, Courier courier, LogLines log) {
        this.host = host;
        this.node = node;
        this.courier = courier;
        this.log = log;
        this.delivering = new Beside(host, "cluster", 1);
        this.next = host.deadline(Duration.ZERO);
        this.silence = host.deadline(SILENCE);
        this.morePods = host.deadline(HEARTBEAT);
    }

    private static NodeRequests.State state(Published one) {
        return new NodeRequests.State(one.type(), one.status().word(), one.reason(), one.message(), one.since());
    }

    /** That an agent finds the node well when it has just begun is no news: each new version would be two events of every node. */
    @Override
    public synchronized void changed(Published before, Published now, Rounds.Ending ending) {
        changed = true;
        boolean first = known.add(now.type()) && before.status() == Status.UNKNOWN;
        if (!first || now.status() != Status.FALSE) {
            add(node.event(state(now), host.clock().instant()));
        }
        told.clear();
        pods = PODS;
        morePods = host.deadline(HEARTBEAT);
    }

    /** While a condition holds, each pod that is hit is told once, also one that is hit later. */
    private void tellPods(Seen seen, Published holds) {
        if (morePods.passed()) {
            pods = PODS;
            morePods = host.deadline(HEARTBEAT);
        }
        var at = host.clock().instant();
        for (var one : seen.triage().hit()) {
            var pod = new Hit("", one.namespace(), one.pod(), "");
            if (pods > 0 && told.size() < MOST_PODS && NodeRequests.isPod(one) && told.add(pod)) {
                pods--;
                changed = true;
                add(node.event(pod, state(holds), at));
            }
        }
    }

    @Override
    public synchronized void told(Told news) {
        changed = true;
        add(node.note(news.reason(), news.message(), news.warning(), news.at()));
    }

    private void add(Request event) {
        if (events.size() == WAITING) {
            events.remove();
        }
        events.add(event);
    }

    @Override
    public synchronized void round(Rounds.Ending ending, List<Published> published) {
        if (ending instanceof Rounds.Ending.Looked(var seen, var _)) {
            published.stream()
                    .filter(one -> one.status() == Status.TRUE)
                    .findFirst()
                    .ifPresent(holds -> tellPods(seen, holds));
        }
        conditions = published.stream()
                .filter(one -> one.status() != Status.UNKNOWN || known.contains(one.type()) || silence.passed())
                .toList();
        if (!conditions.isEmpty() && !busy && (next.passed() || changed && reached)) {
            busy = true;
            delivering.give(this::deliver);
        }
    }

    private void deliver() {
        var batch = new ArrayList<Request>();
        boolean isNews;
        synchronized (this) {
            isNews = changed;
            changed = false;
            batch.add(
                    node.conditions(conditions.stream().map(ClusterNews::state).toList(), now()));
            events.stream().limit(BATCH).forEach(batch::add);
        }
        var replies = courier.send(List.copyOf(batch));
        synchronized (this) {
            Optional<String> failed = Optional.empty();
            for (int i = 0; i < batch.size(); i++) {
                var reply = replies.get(i);
                if (!reply.isDone()) {
                    failed = failed.or(() -> Optional.of(reply.status() + " " + reply.why()));
                }
                if (i > 0 && (reply.isDone() || !reply.isWorthAnotherTry())) {
                    events.remove(batch.get(i));
                }
            }
            changed |= isNews && !replies.getFirst().isDone();
            busy = false;
            settle(failed, replies.getFirst().isDone());
        }
    }

    private void settle(Optional<String> failed, boolean isThere) {
        if (failed.isPresent() && reached) {
            log.say(LogLines.Level.WARNING, "event", "cluster-not-told", "why", failed.get());
        } else if (failed.isEmpty() && !reached) {
            log.say(LogLines.Level.NOTICE, "event", "cluster-told");
        }
        reached = failed.isEmpty();
        retry = isThere ? FIRST_RETRY : longer(retry);
        next = host.deadline(failed.isPresent() || !events.isEmpty() ? retry : HEARTBEAT);
    }

    private static Duration longer(Duration before) {
        var twice = before.plus(before);
        return twice.compareTo(HEARTBEAT) < 0 ? twice : HEARTBEAT;
    }

    private Instant now() {
        return host.clock().instant();
    }
}
