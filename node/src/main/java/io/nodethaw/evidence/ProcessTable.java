package io.nodethaw.evidence;

import java.util.List;
import java.util.Optional;

/**
 * Every process of the pid namespace we look from, as {@code /proc/PID/stat} shows it. One instance.
 *
 * @param processes in no order that matters
 */
public record ProcessTable(List<Entry> processes) {
    public static final FactType<ProcessTable> TYPE = new FactType<>("processes", ProcessTable.class);

    public ProcessTable {
        processes = List.copyOf(processes);
    }

    /**
     * One process.
     *
     * @param pid in the namespace we look from
     * @param parent pid of its parent, 0 where there is none in sight
     * @param comm up to 15 bytes of name, as the process set it
     * @param state the kernel's letter: R S D T t Z X I; {@link #UNTOLD} where a source does not tell
     * @param startTicks when it started, in clock ticks after boot; a list that somebody printed may lack this and what follows
     * @param cpuTicks user and system time used, in clock ticks
     * @param flags PF_* bits (include/linux/sched.h)
     */
    public record Entry(
            int pid,
            int parent,
            String comm,
            char state,
            Optional<Long> startTicks,
            Optional<Long> cpuTicks,
            Optional<Long> flags) {
        /** A state that is not told. */
        public static final char UNTOLD = '?';

        /** PF_KTHREAD, include/linux/sched.h. */
        private static final long KERNEL_THREAD = 0x00200000;

        /** One of which all is known, as the kernel tells it. */
        public Entry(int pid, int parent, String comm, char state, long startTicks, long cpuTicks, long flags) {
            this(pid, parent, comm, state, Optional.of(startTicks), Optional.of(cpuTicks), Optional.of(flags));
        }

        /** One of which a list or a dump tells no more than this. */
        public Entry(int pid, int parent, String comm, char state) {
            this(pid, parent, comm, state, Optional.empty(), Optional.empty(), Optional.empty());
        }

        /** False where its source tells only that there is such a process: the number is then ours, and means nothing there. */
        public boolean hasPid() {
            return pid >= 0;
        }

        /** True for a thread of the kernel. */
        public boolean isKernelThread() {
            return flags.filter(bits -> (bits & KERNEL_THREAD) != 0).isPresent();
        }

        /** True when it has ended and only waits to be reaped. */
        public boolean isGone() {
            return state == 'Z' || state == 'X';
        }
    }

    /** What stands for the pid of a process whose source does not tell it: no pid, lock or signal has such a number. */
    public static int withoutPid(int count) {
        return Integer.MIN_VALUE + count;
    }

    /** The process with this pid. */
    public Optional<Entry> find(int pid) {
        return processes.stream().filter(entry -> entry.pid() == pid).findFirst();
    }

    /** The children of a process. */
    public List<Entry> childrenOf(int pid) {
        return processes.stream().filter(entry -> entry.parent() == pid).toList();
    }
}
