package io.nodethaw.evidence;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The threads of one process that the kernel holds: those in state D, and those asleep in a wait of FUSE. The instance is the
 * pid. All of it comes from files that are safe to read (wchan, stat, sched), and nearly always no thread is held.
 *
 * @param pid in the namespace we look from
 * @param threads how many threads were looked at
 */
public record KernelWaits(int pid, int threads, List<Held> held) {
    public static final FactType<KernelWaits> TYPE = FactType.ofProcess("kernel-waits", KernelWaits.class);

    public KernelWaits {
        held = List.copyOf(held);
    }

    /**
     * One thread that is held.
     *
     * @param tid in the namespace we look from
     * @param state the kernel's letter: D, or S in a wait of FUSE
     * @param wchan kernel function that it sleeps in; empty when the kernel hides it
     * @param processor number of the processor that it ran on last
     * @param lastRan when it last ran, on the clock that the scheduler keeps for that processor ({@link ProcessorClock}); empty
     *     when the kernel does not tell
     * @param reported for how long it has not run at least, where the kernel itself has said so (kernel/hung_task.c,
     *     check_hung_task: no context switch in that time)
     * @param owner pid of the process that has the lock of the kernel which it waits for, where the kernel has said so
     *     (kernel/hung_task.c, debug_show_blocker; lockdep)
     */
    public record Held(
            int tid,
            String comm,
            char state,
            String wchan,
            Optional<Integer> processor,
            Optional<Duration> lastRan,
            Optional<Duration> reported,
            Optional<Integer> owner) {
        /** One of which the kernel has reported nothing. */
        public Held(
                int tid,
                String comm,
                char state,
                String wchan,
                Optional<Integer> processor,
                Optional<Duration> lastRan) {
            this(tid, comm, state, wchan, processor, lastRan, Optional.empty(), Optional.empty());
        }
    }
}
