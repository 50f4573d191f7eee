package io.nodethaw.evidence;

import java.util.List;
import java.util.Optional;

/**
 * The threads of one process; the instance is the pid. All of it comes from files that are safe to read (stat, status, wchan,
 * schedstat).
 *
 * @param pid in the namespace we look from
 * @param tasks one for each entry of {@code /proc/PID/task}
 */
public record Tasks(int pid, List<Task> tasks) {
    public static final FactType<Tasks> TYPE =
            FactType.ofProcess("tasks", Tasks.class).readTwice();

    public Tasks {
        tasks = List.copyOf(tasks);
    }

    /**
     * One thread.
     *
     * @param tid in the namespace we look from
     * @param state the kernel's letter: R S D T t Z X I
     * @param wchan kernel function that it sleeps in; empty when it runs, when the kernel shows "0" or hides it, or when its
     *     source does not tell
     * @param tracer pid of the process that traces this thread, 0 for none
     * @param cpuTicks user and system time used, in clock ticks; empty when its source does not tell
     * @param switches number of context switches, voluntary and involuntary; empty when its source does not tell
     * @param queued how long it could have run and had no processor, in ns since it began; empty when its source does not tell
     */
    public record Task(
            int tid,
            String comm,
            char state,
            String wchan,
            int tracer,
            Optional<Long> cpuTicks,
            Optional<Long> switches,
            Optional<Long> queued) {
        /** A thread of which the kernel told everything but how long it was queued for a processor. */
        public Task(int tid, String comm, char state, String wchan, int tracer, long cpuTicks, long switches) {
            this(tid, comm, state, wchan, tracer, Optional.of(cpuTicks), Optional.of(switches), Optional.empty());
        }

        /** The same thread, which was queued for a processor for so long, in ns. */
        public Task queued(long nanos) {
            return new Task(tid, comm, state, wchan, tracer, cpuTicks, switches, Optional.of(nanos));
        }

        /** How much it has run; empty when that is not known. */
        public Optional<Ran> ran() {
            return switches.flatMap(times -> cpuTicks.map(ticks -> new Ran(times, ticks)));
        }
    }

    /** How often a thread has run, and for how long. When this is the same in two readings, the thread did not run in between. */
    public record Ran(long switches, long cpuTicks) {}
}
