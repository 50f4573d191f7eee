package io.nodethaw.evidence;

import java.util.Optional;

/**
 * How many tasks the node has, and may have. One instance.
 *
 * @param pidMax the first number that no task gets (kernel.pid_max; since 6.14 each pid namespace has its own)
 * @param threadsMax the most tasks of the whole machine (kernel.threads-max)
 * @param threads tasks of the whole machine
 * @param numbered those in sight whose number is not one of the first 300, which are given but once; counted only where the
 *     machine has nearly as many tasks as there are numbers
 */
public record NodeTasks(long pidMax, long threadsMax, long threads, Optional<Long> numbered) {
    public static final FactType<NodeTasks> TYPE = new FactType<>("node-tasks", NodeTasks.class).readTwice();

    /** kernel/pid.c, RESERVED_PIDS: once the numbers have gone round, those below are not given any more. */
    public static final int RESERVED = 300;

    /** How many more numbers there are; empty where they were not counted. */
    public Optional<Long> room() {
        return numbered.map(used -> Math.max(0, pidMax - RESERVED - used));
    }
}
