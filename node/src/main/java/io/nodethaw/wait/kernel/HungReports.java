package io.nodethaw.wait.kernel;

import io.nodethaw.evidence.KernelWords;
import io.nodethaw.evidence.Tasks;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import java.util.Optional;
import java.util.regex.Matcher;

/** The kernel's own reports of threads that hang, in the log of a node: only of threads that still have number and name of the report. */
public final class HungReports {
    private HungReports() {}

    /** The last report that this thread has not run for long, in the kernel's words. */
    public static Optional<String> of(NodeView view, int pid, int tid) {
        return KernelWords.hung(view.evidence(), KernelWords.HUNG).stream()
                .filter(report -> isOf(view, pid, tid, report))
                .map(Matcher::group)
                .reduce((_, last) -> last);
    }

    /** Who has the lock that this thread waits for, as the kernel has said last. */
    static Optional<Vertex.Process> owner(NodeView view, int pid, int tid) {
        return KernelWords.hung(view.evidence(), KernelWords.OWNED).stream()
                .filter(report -> isOf(view, pid, tid, report))
                .reduce((_, last) -> last)
                .flatMap(report -> view.process(Integer.parseInt(report.group(4)))
                        .filter(owner -> owner.pid() != pid && owner.comm().equals(report.group(3)))
                        .map(Vertex.Process::of));
    }

    private static boolean isOf(NodeView view, int pid, int tid, Matcher report) {
        return report.group(2).equals(Integer.toString(tid))
                && view.evidence().seen(Tasks.TYPE, pid).stream()
                        .flatMap(read -> read.tasks().stream())
                        .anyMatch(task -> task.tid() == tid && task.comm().equals(report.group(1)));
    }
}
