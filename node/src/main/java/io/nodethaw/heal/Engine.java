package io.nodethaw.heal;

import io.nodethaw.evidence.Machine;
import io.nodethaw.remedy.Diagnosis;
import io.nodethaw.remedy.Means;
import io.nodethaw.remedy.NodeAccess;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Heals a node: chooses, checks, records, acts, proves. It changes nothing unless told to. When a run is killed in the middle,
 * the next run reads the record, sees what was done, and continues from there.
 */
public final class Engine {
    private final NodeWatch watch;
    private final NodeAccess access;
    private final Means means;
    private final Records records;
    private final EvidenceStore store;

    Engine(NodeWatch watch, NodeAccess access, Means means, Records records, EvidenceStore store) {
        this.watch = watch;
        this.access = access;
        this.means = means;
        this.records = records;
        this.store = store;
    }

    /** The engine for the node we run on, with what the hops can do. */
    public static Engine of(NodeAccess access, Means means, Records records, EvidenceStore store) {
        return new Engine(new LiveNode(access.host()), access, means, records, store);
    }

    /**
     * Heals, or says how it would.
     *
     * @param first the look that the decision starts from
     * @param look takes a fresh look each time
     * @param yes false to choose and check only
     * @param selection what may be done
     * @param says gets each line as it comes
     */
    public HealResult heal(
            Diagnosis first, Supplier<Diagnosis> look, boolean yes, Selection selection, Consumer<String> says) {
        var log = new HealLog(says);
        try {
            return yes && isRoot(first) ? locked(first, look, selection, log) : heal(first, look, yes, selection, log);
        } catch (IOException e) {
            return log.result(HealResult.Ending.REFUSED, "nothing is done without a record: " + e.getMessage(), "", "");
        }
    }

    private HealResult locked(Diagnosis first, Supplier<Diagnosis> look, Selection selection, HealLog log)
            throws IOException {
        var lock = records.lock();
        if (lock.isEmpty()) {
            return log.result(HealResult.Ending.REFUSED, "another nodethaw heal is at work", "", "wait for it");
        }
        try (var _ = lock.get()) {
            return heal(first, look, true, selection, log);
        }
    }

    private HealResult heal(Diagnosis first, Supplier<Diagnosis> look, boolean yes, Selection selection, HealLog log)
            throws IOException {
        var history = isRoot(first) ? records.of(first.bootId()) : List.<Cure>of(); // nobody else may read them
        var ledger = new Ledger(records, history, log);
        ledger.settle(first, means);
        var decision = new Decision(watch, access, means, selection, ledger, look);
        if (!yes) {
            return new Plan(means, ledger, decision, log).tell(first);
        }
        var crowd = new Crowd(watch, access, means, ledger, log);
        var now = crowd.letGo() ? look.get() : first;
        var proving = new Proving(watch, access, means, ledger, log);
        return new Treatment(watch, access, means, store, ledger, decision, proving, crowd, look, log).run(now);
    }

    private static boolean isRoot(Diagnosis now) {
        return now.evidence()
                .seen(Machine.TYPE)
                .filter(machine -> machine.uid() == 0)
                .isPresent();
    }
}
