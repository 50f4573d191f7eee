package io.nodethaw.evidence;

import java.util.List;
import java.util.Optional;

/**
 * The threads of one process; instance is the pid. All of it comes from files that are safe to read (stat, status, wchan).
 *
 * @param pid in the namespace we look from
 * @param tasks one an entry of {@code /proc/PID/task}
 */
public record Tasks(int pid, List<Task> tasks) {
    public static final FactType<Tasks> TYPE = FactType.ofProcess("tasks", Tasks.class);

    public Tasks {
        tasks = List.copyOf(tasks);
    }

    /**
     * One thread.
     *
     * @param tid in the namespace we look from
     * @param state the kernel's letter: R S D T t Z X I
     * @param wchan kernel function it sleeps in; empty when it runs, "0", the kernel hides it or a source does not tell
     * @param tracer pid of the process that traces this thread, 0 for none
     * @param cpuTicks user and system time used, in clock ticks; empty where a source does not tell
     * @param switches context switches, voluntary and not; empty where a source does not tell
     */
    public record Task(
            int tid,
            String comm,
            char state,
            String wchan,
            int tracer,
            Optional<Long> cpuTicks,
            Optional<Long> switches) {
        /** One of which all is known, as the kernel tells it. */
        public Task(int tid, String comm, char state, String wchan, int tracer, long cpuTicks, long switches) {
            this(tid, comm, state, wchan, tracer, Optional.of(cpuTicks), Optional.of(switches));
        }

        /** How much it has run; empty where that is not told. */
        public Optional<Ran> ran() {
            return switches.flatMap(times -> cpuTicks.map(ticks -> new Ran(times, ticks)));
        }
    }

    /** How often a thread has run, and for how long: the same twice, and it has not moved between. */
    public record Ran(long switches, long cpuTicks) {}
}
