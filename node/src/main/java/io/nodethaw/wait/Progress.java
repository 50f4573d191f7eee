package io.nodethaw.wait;

import io.nodethaw.evidence.Sample;
import io.nodethaw.evidence.Tasks;
import java.util.HashMap;
import java.util.List;

/** Whether something moved between two looks: context switches or CPU time of its threads. */
public enum Progress {
    MOVED,
    STILL,
    /** Not seen twice. */
    UNKNOWN;

    /** What a process did between its first and last reading. */
    public static Progress of(NodeView view, int pid) {
        var seen = view.evidence().samples(Tasks.TYPE, Integer.toString(pid)).stream()
                .map(Sample::reading)
                .flatMap(reading -> reading.seen().stream())
                .map(Tasks::tasks)
                .toList();
        if (seen.size() < 2) {
            return UNKNOWN;
        }
        return between(seen.getFirst(), seen.getLast());
    }

    private static Progress between(List<Tasks.Task> before, List<Tasks.Task> after) {
        var known = new HashMap<Integer, Tasks.Task>();
        before.forEach(task -> known.put(task.tid(), task));
        for (var task : after) {
            var earlier = known.remove(task.tid());
            if (earlier == null || earlier.switches() != task.switches() || earlier.cpuTicks() != task.cpuTicks()) {
                return MOVED;
            }
        }
        return known.isEmpty() ? STILL : MOVED;
    }
}
