package io.nodethaw.golang;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.memory.Memory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes the shared record from what was read about a goroutine. */
final class GoroutineMaker {
    /** runtime/traceback.go, gStatusStrings, by status; from 1.26 on with "leaked". */
    private static final List<String> STATES = List.of(
            "idle",
            "runnable",
            "running",
            "syscall",
            "waiting",
            "???",
            "dead",
            "???",
            "copystack",
            "preempted",
            "leaked");

    /** The state of goroutines that read a connection. */
    private static final String READS = "IO wait";

    /** Most frames that are kept with their arguments (our own limit): each such frame has its own text, others share one. */
    private static final int MOST_DETAILED = 250_000;

    private static final long MINUTE = 60_000_000_000L;

    private final Threads threads;
    private final long now;
    private final GoProgram program;
    private final Frames frames;
    private final WaitFinder waits;
    private final SharedWords shared;
    private final Owners owners;
    private final HeldLocks held;
    private final ConditionLocks conditions;
    private final WaitBounds bounds = new WaitBounds();
    private final List<Goroutine> goroutines = new ArrayList<>();
    private final LikeOthers likeOthers = new LikeOthers();
    private int detailed;
    private int plain;

    /** @param memory the memory of the process, with a count of what is read */
    GoroutineMaker(GoProcess process, Memory memory, GoProgram program) {
        this.threads = process.threads();
        this.now = process.now();
        this.program = program;
        var layout = program.layout();
        var objects = new ProgramObjects(memory);
        int start = program.image().machine() == ElfImage.ARM64 ? 8 : 0;
        var texts = new ProgramTexts(objects);
        this.frames = new Frames(program.functions(), new PassedArguments(start, texts), new PodNames(objects, texts));
        this.waits = new WaitFinder(objects, layout, new ThreadNumbers(threads, objects, layout));
        this.owners = new Owners(objects);
        this.held = new HeldLocks(program, objects);
        this.conditions = new ConditionLocks(program.functions(), objects);
        this.shared = new SharedWords(program.image());
    }

    /** Makes the record of a goroutine; none for the runtime's own goroutines, unless they are wanted. */
    void make(G g, Trace trace, Stack stack, GoroutineReader.Options options) throws IOException {
        boolean full = options.full();
        if (!full && isSystem(g, trace)) {
            return;
        }
        var state = state(g);
        var shown = frames(trace, stack, full);
        if (options.someOfAKind() && likeOthers.leavesOut(state, shown)) {
            return;
        }
        var blocked = waits.of(g, state, shown, stack);
        goroutines.add(new Goroutine(
                g.id(),
                state,
                minutes(g),
                g.locked(),
                shown,
                frames.creator(g, full),
                blocked,
                List.of(),
                g.isRunning() ? List.of() : held(g, trace, stack, shown, blocked),
                Optional.empty(),
                g.isRunning() ? Optional.empty() : frames.pod(trace, stack)));
        bounds.add(g);
        if (g.isRunning() || plain > 0) {
            shared.addUnknown();
        } else {
            shared.add(g, stack, state.equals(READS) ? owners.of(shown) : List.of());
        }
    }

    private List<Goroutine.Frame> frames(Trace trace, Stack stack, boolean full) throws IOException {
        boolean withArguments = detailed < MOST_DETAILED;
        var shown = frames.of(trace, stack, withArguments, full);
        detailed += withArguments ? shown.size() : 0;
        plain += withArguments ? 0 : 1;
        return shown;
    }

    /** What was left out, in words. */
    List<String> leftOut() {
        var out = new ArrayList<String>();
        if (likeOthers.leftOut() > 0) {
            out.add(likeOthers.leftOut() + " goroutines that are in the same functions as others");
        } else if (plain > 0) {
            out.add("the arguments of " + plain + " goroutines");
        }
        return out;
    }

    /** All records, with the addresses that the goroutines share. */
    List<Goroutine> finish() {
        var locks = locks();
        var addresses = shared.find(locks);
        var finished = new ArrayList<Goroutine>(goroutines.size());
        for (int i = 0; i < goroutines.size(); i++) {
            finished.add(of(goroutines.get(i), locks).sharing(addresses.get(i)));
        }
        return bounds.age(finished, threads.lastRuns(), now);
    }

    /** The goroutine with only those held locks that somebody waits for; others do not matter. */
    private static Goroutine of(Goroutine goroutine, Set<Long> locks) {
        return goroutine.held().isEmpty()
                ? goroutine
                : goroutine.holding(goroutine.held().stream()
                        .filter(held -> locks.contains(held.lock()))
                        .toList());
    }

    /** The locks it holds, but for what it has let go of to wait for a condition, woken or not. */
    private List<Goroutine.Held> held(
            G g, Trace trace, Stack stack, List<Goroutine.Frame> shown, Optional<Goroutine.Blocked> blocked) {
        var lock = blocked.filter(Goroutine.Blocked.OnLock.class::isInstance).map(Goroutine.Blocked.OnLock.class::cast);
        var found = held.of(
                g, trace, stack, lock.map(Goroutine.Blocked.OnLock::address).orElse(0L));
        return found.isEmpty() ? found : conditions.keeps(found, shown, lock);
    }

    private Set<Long> locks() {
        var locks = new HashSet<Long>();
        for (var goroutine : goroutines) {
            if (goroutine.blocked().isPresent() && goroutine.blocked().get() instanceof Goroutine.Blocked.OnLock lock) {
                locks.add(lock.address());
            }
        }
        return locks;
    }

    private boolean isSystem(G g, Trace trace) throws IOException {
        var start = program.functions().at(g.startPc());
        if (start.isEmpty()) {
            return false;
        }
        return switch (Visibility.owner(start.get().function().name())) {
            case SYSTEM -> true;
            case OTHERS -> false;
            case CLEANUP ->
                trace.frames().stream()
                        .allMatch(frame -> frame.place().function().name().startsWith("runtime."));
        };
    }

    private String state(G g) {
        var reasons = program.layout().waitReasons();
        if (g.status() == G.WAITING && g.waitReason() > 0) {
            return g.waitReason() < reasons.size() ? reasons.get(g.waitReason()) : "unknown wait reason";
        }
        return g.status() < STATES.size() ? STATES.get(g.status()) : "???";
    }

    private int minutes(G g) {
        boolean waits = g.status() == G.WAITING || g.status() == G.SYSCALL;
        return waits && now != 0 && g.waitSince() != 0 ? (int) Math.max((now - g.waitSince()) / MINUTE, 0) : -1;
    }
}
