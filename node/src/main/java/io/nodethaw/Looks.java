package io.nodethaw;

import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Host;
import io.nodethaw.collect.Outcome;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.Machine;
import io.nodethaw.evidence.OpenCures;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Sample;
import io.nodethaw.heal.Records;
import io.nodethaw.look.Session;
import io.nodethaw.wait.NodeView;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Looks of sessions, which also know the cures that heal left unproven. What the last look has worked out of its evidence is kept for the
 * verdict on it. For one thread.
 */
final class Looks {
    private final Host host;
    private Optional<NodeView> worked = Optional.empty();

    Looks(Host host) {
        this.host = host;
    }

    /** One look of a session. */
    Evidence look(Session session, Duration limit, Predicate<ProcessTable.Entry> focus) {
        return look(session, limit, focus, _ -> {});
    }

    /** @param known adds what others know, and is part of the evidence */
    Evidence look(
            Session session, Duration limit, Predicate<ProcessTable.Entry> focus, Consumer<Evidence.Builder> known) {
        return kept(session.look(limit, focus, known.andThen(this::addOpenCures)));
    }

    /** The same of a light look. */
    Evidence glance(Session session, Duration limit) {
        return kept(session.glance(limit, this::addOpenCures));
    }

    private Evidence kept(NodeView seen) {
        worked = Optional.of(seen);
        return seen.evidence();
    }

    private void addOpenCures(Evidence.Builder evidence) {
        var boot = evidence.build().seen(Machine.TYPE).map(Machine::bootId);
        if (boot.isEmpty()) {
            return;
        }
        var asked = host.clock().instant();
        var reading = Outcome.of(
                _ -> new Records(NodeHealer.RECORDS).open(boot.get()),
                Deadline.in(Duration.ZERO)); // a folder in memory
        evidence.put(
                OpenCures.TYPE, "", new Sample<>(reading, asked, host.clock().instant()));
    }

    /** The view of evidence: that of the last look where it is from there, which has worked out most of it. It is given once. */
    NodeView view(Evidence evidence) {
        var last = worked.filter(view -> view.evidence() == evidence);
        worked = Optional.empty();
        return last.orElseGet(() -> new NodeView(evidence));
    }
}
