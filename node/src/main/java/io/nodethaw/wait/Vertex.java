package io.nodethaw.wait;

import io.nodethaw.evidence.ProcessTable;

/** Something that waits or is waited for. */
public sealed interface Vertex {

    /** What it is a part of: for a goroutine its process, for anything else the vertex itself. */
    default Vertex whole() {
        return this;
    }

    /** This program, which waits when one of its probes has no answer. */
    record Ourselves() implements Vertex {}

    /**
     * A process. Its pid alone would not be enough, because the kernel uses pids again.
     *
     * @param pid in the namespace we look from
     * @param startTicks when it started, in clock ticks after boot; {@link #UNTOLD} where a file does not tell
     */
    record Process(int pid, long startTicks) implements Vertex {
        /** The start time when it is not known. */
        public static final long UNTOLD = -1;

        /** A process that was seen. */
        public static Process of(ProcessTable.Entry entry) {
            return new Process(entry.pid(), entry.startTicks().orElse(UNTOLD));
        }

        /** True when pid and start time are known, so that it can be no other process. Only then may something be done to it. */
        public boolean isCertain() {
            return pid > 0 && startTicks >= 0;
        }
    }

    /**
     * A goroutine of a process. It may wait while other goroutines of the process go on.
     *
     * @param startTicks of the process
     * @param id as the runtime numbers them
     */
    record Goroutine(int pid, long startTicks, long id) implements Vertex {
        @Override
        public Process whole() {
            return new Process(pid, startTicks);
        }
    }

    /** A well-known name on the system bus. */
    record BusName(String name) implements Vertex {}

    /**
     * A thing that processes wait at.
     *
     * @param id what identifies it among its kind: an inode, "MAJOR:MINOR:INODE" of a locked file, a mount point, a cgroup path, a unit's name, a program,
     *     a limit, what is to be started
     */
    record Resource(ResourceKind kind, String id) implements Vertex {}

    /**
     * Something on another machine, or out of our sight.
     *
     * @param where address or a few words
     */
    record Remote(String where) implements Vertex {}

    /** Kinds of resources. */
    enum ResourceKind {
        SOCKET,
        PIPE,
        FIFO,
        LOCK,
        MOUNT,
        CGROUP,
        KERNEL,
        UNIT,
        PROGRAM,
        FILE_SYSTEM,
        LIMIT,
        CONFIGURATION,
        START
    }
}
