package io.nodethaw.heal;

import io.nodethaw.evidence.Machine;
import io.nodethaw.remedy.Diagnosis;
import io.nodethaw.remedy.Means;
import io.nodethaw.remedy.Site;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Heals a node: chooses, checks, writes down, does, proves. Dry unless told otherwise. Whoever is killed in the middle is
 * followed by the next run: it reads the record, sees what was done, and goes on from there.
 */
public final class Engine {
    private final Node node;
    private final Site site;
    private final Means means;
    private final Records records;
    private final EvidenceStore store;

    Engine(Node node, Site site, Means means, Records records, EvidenceStore store) {
        this.node = node;
        this.site = site;
        this.means = means;
        this.records = records;
        this.store = store;
    }

    /** The engine for the node we run on, with what the hops can do. */
    public static Engine of(Site site, Means means, Records records, EvidenceStore store) {
        return new Engine(new LiveNode(site.host()), site, means, records, store);
    }

    /**
     * Heals, or says how it would.
     *
     * @param first the look that the decision starts from
     * @param look takes a fresh look each time
     * @param yes false to choose and check only
     * @param says gets each line as it comes
     */
    public HealResult heal(Diagnosis first, Supplier<Diagnosis> look, boolean yes, Consumer<String> says) {
        var protocol = new Protocol(says);
        try {
            return yes && isRoot(first) ? locked(first, look, protocol) : heal(first, look, yes, protocol);
        } catch (IOException e) {
            return protocol.result(
                    HealResult.Ending.REFUSED, "nothing is done without a record: " + e.getMessage(), "", "");
        }
    }

    private HealResult locked(Diagnosis first, Supplier<Diagnosis> look, Protocol protocol) throws IOException {
        var lock = records.lock();
        if (lock.isEmpty()) {
            return protocol.result(HealResult.Ending.REFUSED, "another nodethaw heal is at work", "", "wait for it");
        }
        try (var _ = lock.get()) {
            return heal(first, look, true, protocol);
        }
    }

    private HealResult heal(Diagnosis first, Supplier<Diagnosis> look, boolean yes, Protocol protocol)
            throws IOException {
        var history = isRoot(first) ? records.of(first.bootId()) : List.<Cure>of(); // nobody else may read them
        var ledger = new Ledger(records, history, protocol);
        ledger.settle(first, means);
        var decision = new Decision(node, site, means, ledger, look);
        if (!yes) {
            return new Plan(means, ledger, decision, protocol).tell(first);
        }
        var proving = new Proving(node, site, means, ledger, protocol);
        return new Treatment(node, site, means, store, ledger, decision, proving, look, protocol).run(first);
    }

    private static boolean isRoot(Diagnosis now) {
        return now.evidence()
                .seen(Machine.TYPE)
                .filter(machine -> machine.uid() == 0)
                .isPresent();
    }
}
