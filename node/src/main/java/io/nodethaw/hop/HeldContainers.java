package io.nodethaw.hop;

import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.KernelWaits;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.ProcessStatus;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Reading;
import io.nodethaw.wait.NodeView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Processes of containers that the kernel holds. What a container waits for is its owner's business, until somebody ends the
 * container: its first process then has SIGKILL pending, which nobody inside of its pid namespace can send to it (man 7
 * pid_namespaces), and cannot end before the held one does.
 */
record HeldContainers(NodeView view, List<Hop> hops) {
    /** The most held processes of containers that are looked at, the oldest first. */
    private static final int MOST = 64;

    /**
     * A process of a container that is held.
     *
     * @param monitor pid of the shim, or whoever else has started the container
     * @param first the container's first process; often the held one itself
     */
    record Held(int monitor, ProcessTable.Entry first, ProcessTable.Entry process) {}

    /**
     * Those in state D by the table of processes: in the kernel's uninterruptible sleep, or in the v1 freezer; and those of whose threads
     * only the first one has ended.
     */
    List<Held> all() {
        var monitors = new HashSet<Integer>();
        hops.forEach(hop -> monitors.addAll(hop.monitors(view)));
        var held = new ArrayList<Held>();
        if (!monitors.isEmpty()) {
            view.processes().stream()
                    .filter(process -> (process.state() == 'D' || process.isEnding())
                            && !process.isKernelThread()
                            && view.isOurs(process.pid()))
                    .sorted(Comparator.comparingLong(
                            process -> process.startTicks().orElse(Long.MAX_VALUE)))
                    .forEach(process -> add(process, monitors, held));
        }
        return held.subList(0, Math.min(MOST, held.size()));
    }

    /** Goes up from a process to the first one of its container. */
    private void add(ProcessTable.Entry process, Set<Integer> monitors, List<Held> into) {
        var seen = new HashSet<Integer>();
        var at = process;
        while (at.parent() > 0 && seen.add(at.pid())) {
            if (monitors.contains(at.parent())) {
                var first = at;
                if (hops.stream().noneMatch(hop -> hop.isAtWork(view, first))) {
                    into.add(new Held(at.parent(), first, process));
                }
                return;
            }
            var parent = view.process(at.parent());
            if (parent.isEmpty()) {
                return;
            }
            at = parent.get();
        }
    }

    /** What has to be read to know whether somebody ends their containers, and since when they are held. */
    Set<Key> wants() {
        var wants = new LinkedHashSet<Key>();
        for (var held : all()) {
            wants.add(KernelWaits.TYPE.key(held.process().pid()));
            wants.add(ProcessStatus.TYPE.key(held.process().pid()));
            view.childrenOf(held.monitor()).forEach(first -> wants.add(ProcessStatus.TYPE.key(first.pid())));
        }
        return wants;
    }

    /**
     * True when somebody ends the container. A first process that is not the init of its pid namespace was started by an exec:
     * anybody in the container may have killed it, so that the init has to be killed too.
     */
    boolean isEnded(Held held) {
        var first = status(held.first());
        return first.filter(ProcessStatus::isKilled).isPresent()
                && (first.filter(ProcessStatus::isLed).isEmpty()
                        || view.childrenOf(held.monitor()).stream()
                                .flatMap(other -> status(other).stream())
                                .anyMatch(other -> other.isKilled() && !other.isLed()));
    }

    /**
     * True when it could not be read whether somebody ends the container, or, where somebody does, what holds it; and for
     * evidence of an older nodethaw, which did not read that. A process that has ended since is no such case.
     */
    boolean isUnknown(Held held) {
        return isEnded(held)
                ? isMissing(KernelWaits.TYPE, held.process())
                : isMissing(ProcessStatus.TYPE, held.first())
                        || status(held.first())
                                .filter(status -> status.pending().isEmpty())
                                .isPresent();
    }

    private boolean isMissing(FactType<?> type, ProcessTable.Entry process) {
        var key = type.key(process.pid());
        return !view.evidence().asked(key)
                || view.evidence().reading(key).seen().isEmpty()
                        && !(view.evidence().reading(key) instanceof Reading.NotAsked<?>);
    }

    private Optional<ProcessStatus> status(ProcessTable.Entry process) {
        return view.evidence().seen(ProcessStatus.TYPE, process.pid());
    }
}
