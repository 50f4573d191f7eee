package io.nodethaw.evidence;

import java.util.List;
import java.util.Optional;

/**
 * Every process of the pid namespace we look from, as {@code /proc/PID/stat} shows it. One instance.
 *
 * @param processes in any order
 */
public record ProcessTable(List<Entry> processes) {
    public static final FactType<ProcessTable> TYPE = new FactType<>("processes", ProcessTable.class).readTwice();

    /** The first process of a pid namespace: on a node systemd, or another init. */
    public static final int INIT = 1;

    public ProcessTable {
        processes = List.copyOf(processes);
    }

    /**
     * One process.
     *
     * @param pid in the namespace we look from
     * @param parent pid of its parent; 0 when the parent is not in sight
     * @param comm up to 15 bytes of name, as the process set it
     * @param state the kernel's letter: R S D T t Z X I; {@link #UNTOLD} when its source does not tell
     * @param startTicks when it started, in clock ticks after boot; empty, like those that follow, when a printed list lacks it
     * @param cpuTicks user and system time used, in clock ticks
     * @param flags PF_* bits (include/linux/sched.h)
     * @param threads how many threads it has; told only where the first one has ended (state Z) and others have not
     */
    public record Entry(
            int pid,
            int parent,
            String comm,
            char state,
            Optional<Long> startTicks,
            Optional<Long> cpuTicks,
            Optional<Long> flags,
            Optional<Integer> threads) {
        /** The state when it is not known. */
        public static final char UNTOLD = '?';

        /** PF_KTHREAD, include/linux/sched.h. */
        private static final long KERNEL_THREAD = 0x00200000;

        /** A process about which the kernel told everything. */
        public Entry(int pid, int parent, String comm, char state, long startTicks, long cpuTicks, long flags) {
            this(
                    pid,
                    parent,
                    comm,
                    state,
                    Optional.of(startTicks),
                    Optional.of(cpuTicks),
                    Optional.of(flags),
                    Optional.empty());
        }

        /** A process about which a list or a dump tells no more than this. */
        public Entry(int pid, int parent, String comm, char state) {
            this(pid, parent, comm, state, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }

        /**
         * False when its source does not tell its pid: then the number is made up by this program and means nothing on the
         * node.
         */
        public boolean hasPid() {
            return pid >= 0;
        }

        /** True for a kernel thread. */
        public boolean isKernelThread() {
            return flags.filter(bits -> (bits & KERNEL_THREAD) != 0).isPresent();
        }

        /** The same in another state. */
        public Entry in(char other) {
            return new Entry(pid, parent, comm, other, startTicks, cpuTicks, flags, threads);
        }

        /** The same with another name. */
        public Entry named(String other) {
            return new Entry(pid, parent, other, state, startTicks, cpuTicks, flags, threads);
        }

        /** The same below another parent. */
        public Entry below(int other) {
            return new Entry(pid, other, comm, state, startTicks, cpuTicks, flags, threads);
        }

        /** The same with so many threads. */
        public Entry with(int count) {
            return new Entry(pid, parent, comm, state, startTicks, cpuTicks, flags, Optional.of(count));
        }

        /** True when it has ended and only its parent has not yet waited for it. */
        public boolean isGone() {
            return (state == 'Z' || state == 'X') && !isEnding();
        }

        /**
         * True when its first thread has ended and others have not: its parent cannot wait for it before the last one has (kernel/exit.c,
         * delay_group_leader).
         */
        public boolean isEnding() {
            return state == 'Z' && threads.filter(count -> count > 1).isPresent();
        }
    }

    /**
     * A number that stands for the pid of a process whose source does not tell it; no pid, lock or signal can have such a
     * number.
     */
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
