package io.nodethaw.evidence;

import java.util.List;

/**
 * The threads of one process; instance is the pid. All of it comes from files that are safe to read (stat, status, wchan).
 *
 * @param pid in the namespace we look from
 * @param tasks one an entry of {@code /proc/PID/task}
 */
public record Tasks(int pid, List<Task> tasks) {
    public static final FactType<Tasks> TYPE = new FactType<>("tasks", Tasks.class);

    public Tasks {
        tasks = List.copyOf(tasks);
    }

    /**
     * One thread.
     *
     * @param tid in the namespace we look from
     * @param state the kernel's letter: R S D T t Z X I
     * @param wchan kernel function it sleeps in; empty when it runs, "0" or the kernel hides it
     * @param tracer pid of the process that traces this thread, 0 for none
     * @param cpuTicks user and system time used, in clock ticks
     * @param switches context switches, voluntary and not
     */
    public record Task(int tid, String comm, char state, String wchan, int tracer, long cpuTicks, long switches) {}
}
