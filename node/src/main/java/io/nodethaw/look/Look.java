package io.nodethaw.look;

import io.nodethaw.collect.Host;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.FileLocks;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.Machine;
import io.nodethaw.evidence.Pressure;
import io.nodethaw.evidence.ProcessStatus;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.TcpSockets;
import io.nodethaw.evidence.UnixSockets;
import io.nodethaw.hop.Chain;
import io.nodethaw.hop.Depth;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.kernel.KernelWait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * One look at a node: all probes at the same time, a light pass over all processes, then rounds that read only what the graph's
 * frontier asks for, and a second sample to see what moves. A healthy node needs no rounds, only a reading of
 * what its daemons are at work on.
 */
final class Look {
    /**
     * When no probe has answered for this long, those without an answer are taken for silent in the rounds; their answers still
     * count when they come.
     */
    private static final Duration PATIENCE = Duration.ofMillis(100);

    /** The least time between the first and the second sample, when a second one is taken at all. */
    private static final Duration BETWEEN_SAMPLES = Duration.ofMillis(400);

    /** The time between two readings of the goroutines of processes that a user asks about. */
    private static final Duration BETWEEN_GOROUTINES = Duration.ofMillis(100);

    /**
     * The time each pass of reading may take; what has not come back by then is left behind. Whoever asks about one process waits
     * as long as for an answer: on a busy machine the reader child takes longer to start.
     */
    private static final Duration READING = Duration.ofMillis(300);

    /** The time rounds wait for readings that did not come back at first, where no user asks about those processes. */
    private static final Duration LATE = Duration.ofMillis(100);

    /**
     * The time that reading the goroutines of the chain's daemons may take, longer where we were queued for a processor: 40,000 of
     * them take more than a second on a busy machine.
     */
    private static final Duration LARGE = Duration.ofSeconds(3);

    /** The most rounds. No chain has more links; more rounds would be a loop without an end. */
    private static final int MAX_ROUNDS = 20;

    private final Host host;
    private final Chain chain;
    private final Probing probing;
    private final Readers readers;
    private final Notes notes;
    private final KnownFiles files;
    private final Extent extent;
    private final Frontier frontier;

    private final Gathered gathered;

    private HeldBack held;

    Look(Host host, Chain chain, Probing probing, Readers readers, Notes notes, KnownFiles files, Extent extent) {
        this.host = host;
        this.chain = chain;
        this.probing = probing;
        this.readers = readers;
        this.notes = notes;
        this.files = files;
        this.extent = extent;
        this.frontier = new Frontier(chain);
        this.gathered = new Gathered(host, readers, probing);
        this.held = new HeldBack(chain, List.of(), gathered.known());
    }

    /** Takes the look, which {@code known} gives what others know, once the machine is read. */
    NodeView take(Predicate<ProcessTable.Entry> focus, Consumer<Evidence.Builder> known) {
        take(List.of(Machine.TYPE.key(), ProcessTable.TYPE.key()));
        known.accept(gathered.into());
        var pids = new HashSet<Integer>();
        known().processes().stream().filter(focus).forEach(process -> pids.add(process.pid()));
        return node(pids);
    }

    private NodeView node(Set<Integer> focus) {
        var begun = known();
        var boot = begun.evidence().seen(Machine.TYPE).map(Machine::bootId).orElse("");
        var earlier = notes.of(boot);
        held = new HeldBack(chain, earlier, begun, extent == Extent.ANSWERS ? 1 : HeldBack.MOST);
        var seen = look(begun, focus);
        var after = held.after(seen);
        if (!after.equals(earlier)) {
            notes.keep(boot, after);
        }
        files.keep(seen, chain);
        return seen;
    }

    /** The chain's probes are also asked when a user asks about one process, because what it waits for may end at the chain. */
    private NodeView look(NodeView begun, Set<Integer> focus) {
        probing.ask(begun, Depth.LIGHT, held);
        light();
        settleHeld();
        var seen = view();
        probing.ask(seen, Depth.LIGHT, held);
        boolean readsMemory =
                seen.isSeenByRoot() && extent == Extent.WHOLE; // nobody else may; that others see less is said anyway
        if (readsMemory) {
            readers.startChild(); // while they answer, and not before: on a busy machine it would take their time
        }
        inKernel(seen); // while they answer
        awaitQuiet();
        askMore();
        if (frontier.isNobodyWaiting(view()) && probing.stillOut() > 0) {
            probing.await(probing.end()); // nobody waits for a question that has not even begun, as on a busy machine
        }
        if (extent == Extent.ANSWERS) {
            probing.await(probing.end());
            return view();
        }
        if (files.areKnown() && !frontier.isQuiet(view())) {
            filesAnew();
            askMore();
        }
        if (readsMemory && frontier.isNobodyWaiting(view())) {
            work();
        }
        var first = view();
        if (!frontier.isQuiet(first)) {
            sick(first, focus);
        } else if (!focus.isEmpty()) {
            processes(focus);
        }
        return view();
    }

    /** Asks who has answered what more there is to ask, and reads what the answers tell to look for. */
    private void askMore() {
        while (probing.ask(view(), Depth.LIGHT, held)) {
            awaitQuiet();
        }
        inKernel(view());
        identify(); // also what systemd did not tell and may stand in files
    }

    /** All answer: reads what they are at, before they are called healthy. */
    private void work() {
        readers.daemons(chain.processes(view()));
        boolean more = true;
        while (more) { // what was read may tell what else to read
            more = gathered.readNew(chain.wants(view(), Depth.WORK), large());
        }
    }

    private Duration large() {
        return Duration.ofMillis((long) (LARGE.toMillis() * probing.queued()));
    }

    /** Reads which connections are ours while we still wait for their servers: a server may keep its end after we have left. */
    private void connections() {
        int ours = known().evidence().seen(Machine.TYPE).map(Machine::ourPid).orElse(0);
        take(List.of(UnixSockets.TYPE.key(), TcpSockets.TYPE.key(), Descriptors.TYPE.key(ours)), probing.limit());
    }

    private void sick(NodeView first, Set<Integer> focus) {
        if (probing.stillOut() > 0) {
            connections();
        }
        readers.startChild();
        probing.ask(first, Depth.CLOSE, held);
        rounds(focus);
        probing.ask(view(), Depth.CLOSE, held); // what the rounds have found to ask for
        var sampled = host.deadline(BETWEEN_SAMPLES);
        probing.await(probing.end());
        rounds(focus);
        pause(chain.isUndated(view()) ? sampled.left().plus(probing.limit()) : sampled.left());
        second(focus);
    }

    /** Reads what shows whether earlier questions are still unanswered, before they would be asked again. */
    private void settleHeld() {
        if (held.isAny()) {
            probing.await(host.deadline(PATIENCE));
            take(held.wants(view()), probing.limit());
            held.settle(view(), gathered.into());
        }
    }

    private void processes(Set<Integer> pids) {
        rounds(pids);
        if (!gathered.goroutines().isEmpty()) {
            pause(BETWEEN_GOROUTINES);
            gathered.readGoroutinesAgain(reading(pids));
            rounds(pids);
        }
    }

    private Duration reading(Set<Integer> focus) {
        return focus.isEmpty() ? READING : probing.limit();
    }

    /** Reads what the first graph needs, of all processes. Files are read while the kernel is asked for its tables of sockets. */
    private void light() {
        var inits = new ArrayList<Key>();
        known().processes().stream()
                .filter(NodeView::couldBeInit)
                .forEach(process -> inits.add(ProcessStatus.TYPE.key(process.pid())));
        take(inits);
        take(known().namespacesOfInits());
        var tables = new ArrayList<>(
                List.of(UnixSockets.TYPE.key(), TcpSockets.TYPE.key(), FileLocks.TYPE.key(), Pressure.TYPE.key()));
        tables.addAll(files.wants(known(), gathered.into()));
        take(tables, probing.limit());
        if (!files.explain(known())) {
            filesAnew();
        }
        identify();
        identify();
    }

    /** Reads the open files of all processes: what any suspicion rests on is of one moment. */
    private void filesAnew() {
        gathered.forget(Descriptors.TYPE);
        take(files.all(known()), probing.limit());
    }

    /**
     * Finds out which processes are hops: first the users of the processes that listen, then, when that is worth it, the files
     * at their paths.
     */
    private void identify() {
        takeNew(chain.wants(known(), Depth.LIGHT));
    }

    /** Finds out whom the kernel holds: first the threads, then, where one is held, the clock that tells since when. */
    private void inKernel(NodeView seen) {
        takeNew(chain.wantsInKernel(seen));
        takeNew(KernelWait.clocks(gathered.into().build()));
    }

    private void takeNew(Set<Key> wanted) {
        gathered.readNew(wanted, READING);
    }

    private void take(List<Key> keys) {
        take(keys, READING);
    }

    private void take(List<Key> keys, Duration time) {
        gathered.read(keys, time);
    }

    /** Waits while answers keep coming, so that nobody is called silent because this program was slow to start. */
    private void awaitQuiet() {
        boolean more = true;
        while (more && !probing.end().passed()) {
            long out = probing.stillOut();
            probing.await(host.deadline(PATIENCE));
            if (probing.stillOut() > 0 && extent == Extent.WHOLE) { // others need none if the answer comes
                readers.startChild(); // it starts while probes may still be answered
            }
            more = probing.stillOut() > 0 && probing.stillOut() < out;
        }
    }

    /** Reads what the frontier asks for until it asks for nothing new. */
    private void rounds(Set<Integer> focus) {
        var large = host.deadline(large());
        for (int round = 0; round < MAX_ROUNDS; round++) {
            var view = view();
            readers.daemons(chain.processes(view));
            var keys = gathered.unread(frontier.wants(view, focus));
            var late = focus.isEmpty() ? host.deadline(LATE) : large; // the child may have no processor to start on
            if (keys.isEmpty() && !gathered.takeLate(late, large)) {
                return;
            }
            take(keys, reading(focus));
        }
    }

    /** What moved between two samples is slow, and not stalled. */
    private void second(Set<Integer> focus) {
        gathered.readAgain(reading(focus));
        rounds(focus);
    }

    private void pause(Duration time) {
        try {
            host.ticker().pause(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What was read so far. */
    private NodeView known() {
        return gathered.known();
    }

    /** What is known now, with the answers of the probes. */
    private NodeView view() {
        return gathered.withAnswers();
    }
}
