package io.nodethaw.core;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a person wants to know of a core: why it died, whether it is stuck in itself, or whom else to look at. */
public final class CoreAnswer {
    private final Core core;
    private final Map<Integer, ThreadState> byTid = new HashMap<>();

    private CoreAnswer(Core core) {
        this.core = core;
        core.threads().forEach(thread -> byTid.putIfAbsent(thread.tid(), thread));
    }

    /** The sentences, the most important first. */
    public static List<String> of(Core core) {
        return new CoreAnswer(core).sentences();
    }

    private List<String> sentences() {
        var told = new ArrayList<String>();
        counter().ifPresent(told::add);
        idleInit().ifPresent(told::add);
        locks(told);
        if (told.isEmpty()) {
            told.add(core.threads().isEmpty() ? "it tells of no thread: take the core again, complete" : atRest());
        }
        return told;
    }

    /** The cause of a deaf systemd, as its live verdict tells it. */
    private Optional<String> counter() {
        return core.counter()
                .flatMap(reading -> reading.seen())
                .filter(BusCounter::isPastEnd)
                .map(
                        counter -> "systemd.deaf-on-bus: sd-bus cookie overflow"
                                + (counter.reading().certain() ? ", proven" : ", likely")
                                + ": counter in PID 1 is "
                                + Long.toUnsignedString(counter.reading().value())
                                + ", past the last serial 4294967295: it can send nothing more on the bus; systemctl daemon-reexec cures it");
    }

    private Optional<String> idleInit() {
        if (!core.isSystemd() || core.threads().size() != 1) {
            return Optional.empty();
        }
        return core.threads()
                .getFirst()
                .waitsIn()
                .filter(call -> call.name().startsWith("epoll_"))
                .map(
                        _ ->
                                "one thread, in epoll_wait, holds no lock: PID 1 is idle, not stuck; look at its bus connection");
    }

    private void locks(List<String> told) {
        var rings = new LinkedHashSet<Set<Integer>>();
        for (var thread : core.threads()) {
            ring(thread).ifPresent(rings::add);
        }
        rings.forEach(ring -> told.add("a deadlock of threads "
                + ring.stream().sorted().map(String::valueOf).collect(joining(", "))
                + ": each waits for a lock that the next one has"));
        var inRings = new LinkedHashSet<Integer>();
        rings.forEach(inRings::addAll);
        var waiting = new HashMap<Integer, Integer>();
        core.threads().stream()
                .filter(thread -> !inRings.contains(thread.tid()))
                .flatMap(thread -> thread.lock().flatMap(LockWait::owner).stream())
                .forEach(owner -> waiting.merge(owner, 1, Integer::sum));
        waiting.entrySet().stream()
                .sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
                .forEach(owner -> told.add(owner.getValue()
                        + (owner.getValue() == 1 ? " thread waits" : " threads wait") + " for a lock that thread "
                        + owner.getKey() + " has, which is " + doing(owner.getKey())));
    }

    /** The threads of the ring that a thread is in. */
    private Optional<Set<Integer>> ring(ThreadState start) {
        var seen = new LinkedHashSet<Integer>();
        var next = Optional.of(start.tid());
        while (next.isPresent() && seen.add(next.get())) {
            next = Optional.ofNullable(byTid.get(next.get()))
                    .flatMap(ThreadState::lock)
                    .flatMap(LockWait::owner);
        }
        return next.filter(tid -> tid == start.tid()).map(_ -> seen);
    }

    private String doing(int tid) {
        var thread = Optional.ofNullable(byTid.get(tid));
        if (thread.flatMap(ThreadState::lock).isPresent()) {
            return "itself waiting for a lock";
        }
        return thread.flatMap(ThreadState::waitsIn)
                .map(call -> "in " + call.name() + (call.words().isEmpty() ? "" : " (" + call.words() + ")"))
                .orElse("running");
    }

    private String atRest() {
        long waiting = core.threads().stream()
                .filter(thread -> thread.waitsIn().isPresent())
                .count();
        boolean untold = core.threads().stream().anyMatch(thread -> thread.doing() instanceof Doing.Untold);
        return "no thread waits for a lock that another thread has"
                + (untold
                        ? "; what some threads are in cannot be told without the program"
                        : "; " + waiting + " of " + core.threads().size() + " threads wait in a system call");
    }
}
