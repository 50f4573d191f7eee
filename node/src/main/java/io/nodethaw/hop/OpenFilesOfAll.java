package io.nodethaw.hop;

import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.ProcessStatus;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.OfReading;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Counts open files of all processes that still live: of one kind, or all. */
public final class OpenFilesOfAll {
    private OpenFilesOfAll() {}

    /** What to read of every process. */
    public static Set<Key> wants(NodeView view) {
        return view.processes().stream()
                .filter(process -> !process.isKernelThread() && !process.isGone() && view.isOurs(process.pid()))
                .map(process -> Descriptors.TYPE.key(process.pid()))
                .collect(Collectors.toSet());
    }

    /** Counts the open files of one process: of one kind, or all. Each reading is counted once in a look. */
    public static OfReading<Descriptors, Long> counting(Predicate<Descriptors.Descriptor> kind) {
        return new OfReading<>(read -> read.open().stream().filter(kind).count());
    }

    /** How many each process has; without those that have none. */
    public static Map<Integer, Long> count(NodeView view, OfReading<Descriptors, Long> kind) {
        var counts = new HashMap<Integer, Long>();
        view.evidence()
                .allSeen(Descriptors.TYPE)
                .filter(read -> view.process(read.pid()).isPresent())
                .forEach(read -> {
                    long count = view.of(kind, read);
                    if (count > 0) {
                        counts.put(read.pid(), count);
                    }
                });
        return counts;
    }

    /** Counts by process put together by user; processes whose user was not read do not count. */
    public static Map<Long, Map<Integer, Long>> byUser(NodeView view, Map<Integer, Long> counts) {
        var users = new LinkedHashMap<Long, Map<Integer, Long>>();
        counts.forEach((pid, count) -> view.evidence()
                .seen(ProcessStatus.TYPE, pid)
                .ifPresent(status -> users.computeIfAbsent(status.uid(), _ -> new HashMap<>())
                        .put(pid, count)));
        return users;
    }

    /** The sum of counts. */
    public static long sum(Map<Integer, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The process with most, in words. */
    public static String most(NodeView view, Map<Integer, Long> counts) {
        Optional<Map.Entry<Integer, Long>> most = counts.entrySet().stream()
                .max(Map.Entry.<Integer, Long>comparingByValue()
                        .thenComparing(Map.Entry.<Integer, Long>comparingByKey().reversed()));
        return most.map(entry -> view.name(entry.getKey()) + ": " + entry.getValue())
                .orElse("");
    }
}
