package io.nodethaw.heal;

import io.nodethaw.collect.Host;
import io.nodethaw.collect.child.ReaderChild;
import io.nodethaw.evidence.Machine;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Heals a node: chooses, checks, writes down, does, proves. Dry unless told otherwise. Whoever is killed in the middle is
 * followed by the next run: it reads the record, sees what was done, and goes on from there.
 */
public final class Healer {
    private final Node node;
    private final Records records;
    private final EvidenceStore store;
    private final List<Canary> canaries;
    private final Host host;

    Healer(Node node, Records records, EvidenceStore store, List<Canary> canaries, Host host) {
        this.node = node;
        this.records = records;
        this.store = store;
        this.canaries = List.copyOf(canaries);
        this.host = host;
    }

    /**
     * The healer of the node we run on.
     *
     * @param uid our own, for authentication
     * @param child starts a reader child that knows {@link RoomTask}
     * @param canaries starts that have to work afterwards
     */
    public static Healer of(
            Host host,
            long uid,
            Supplier<ReaderChild> child,
            Records records,
            EvidenceStore store,
            List<Canary> canaries) {
        return new Healer(new LiveNode(host, new Systemd(host, uid), child), records, store, canaries, host);
    }

    /**
     * Heals, or says how it would.
     *
     * @param first the look that the decision starts from
     * @param look takes a fresh look each time
     * @param yes false to choose and check only
     * @param says gets each line as it comes
     */
    public HealResult heal(Case first, Supplier<Case> look, boolean yes, Consumer<String> says) {
        var protocol = new Protocol(says);
        try {
            return yes && isRoot(first) ? locked(first, look, protocol) : heal(first, look, yes, protocol);
        } catch (IOException e) {
            return protocol.result(
                    HealResult.Ending.REFUSED, "nothing is done without a record: " + e.getMessage(), "", "");
        }
    }

    private HealResult locked(Case first, Supplier<Case> look, Protocol protocol) throws IOException {
        var lock = records.lock();
        if (lock.isEmpty()) {
            return protocol.result(HealResult.Ending.REFUSED, "another nodethaw heal is at work", "", "wait for it");
        }
        try (var _ = lock.get()) {
            return heal(first, look, true, protocol);
        }
    }

    private HealResult heal(Case first, Supplier<Case> look, boolean yes, Protocol protocol) throws IOException {
        var history = isRoot(first) ? records.of(first.bootId()) : List.<Cure>of(); // nobody else may read them
        var ledger = new Ledger(records, history, protocol);
        ledger.settle(first, node);
        var decision = new Decision(node, ledger, look);
        if (!yes) {
            return new Plan(ledger, decision, protocol).tell(first);
        }
        var proving = new Proving(node, ledger, canaries, host, protocol);
        return new Treatment(node, store, ledger, decision, proving, look, protocol).run(first);
    }

    private static boolean isRoot(Case now) {
        return now.evidence()
                .seen(Machine.TYPE)
                .filter(machine -> machine.uid() == 0)
                .isPresent();
    }
}
