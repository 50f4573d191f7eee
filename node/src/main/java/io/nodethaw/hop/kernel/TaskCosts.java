package io.nodethaw.hop.kernel;

/** How many tasks things need. */
final class TaskCosts {
    /**
     * The most tasks that one start of a container takes: a shim and a runc with the threads of their Go runtimes, a runc init, and what
     * the daemons add for them.
     */
    static final long OF_A_START = 40;

    /** About as many has this program with its reader child while it looks: they are among those of the node. */
    static final long OURS = 100;

    private TaskCosts() {}
}
