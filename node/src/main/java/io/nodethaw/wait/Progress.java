package io.nodethaw.wait;

import io.nodethaw.evidence.Tasks;
import java.util.HashMap;
import java.util.List;

/** Whether a process moved between two readings: context switches or CPU time of its threads. */
public enum Progress {
    MOVED,
    STILL,
    /** Not seen twice, or it could run and got no processor. */
    UNKNOWN;

    private static final NodeView.Once<Integer, Progress> OF = new NodeView.Once<>(Progress::find);

    /** What a process did between its first and last reading. */
    public static Progress of(NodeView view, int pid) {
        return view.once(OF, pid);
    }

    private static Progress find(NodeView view, int pid) {
        return view.evidence()
                .twice(Tasks.TYPE, pid)
                .map(seen -> between(seen.first().tasks(), seen.last().tasks()))
                .orElse(UNKNOWN);
    }

    private static Progress between(List<Tasks.Task> before, List<Tasks.Task> after) {
        var known = new HashMap<Integer, Tasks.Task>();
        before.forEach(task -> known.put(task.tid(), task));
        boolean starved = false;
        for (var task : after) {
            var earlier = known.remove(task.tid());
            if (earlier == null) {
                return MOVED;
            }
            if (task.ran().isEmpty() || earlier.ran().isEmpty()) {
                return UNKNOWN;
            }
            if (!earlier.ran().equals(task.ran())) {
                return MOVED;
            }
            starved |= Starved.stoodInQueue(earlier, task);
        }
        return known.isEmpty() ? (starved ? UNKNOWN : STILL) : MOVED;
    }
}
