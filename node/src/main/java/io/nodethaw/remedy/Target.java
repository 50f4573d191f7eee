package io.nodethaw.remedy;

import io.nodethaw.wait.Vertex;

/**
 * What something is done to, or what must not be touched: a process, which is never a pid alone, or a thing that has a name of its
 * own, such as a mount or a unit.
 *
 * @param pid 0 for what is no process
 * @param name for a person; what identifies it, where it is no process
 */
public record Target(int pid, long startTicks, String name) {
    /** The target that this process is; one that a file does not tell surely enough is none. */
    public static Target of(Vertex.Process process, String name) {
        if (!process.isCertain()) {
            throw new IllegalArgumentException(name + ": nothing is done to a process without pid and start time");
        }
        return new Target(process.pid(), process.startTicks(), name);
    }

    /** The target that is no process. */
    public static Target thing(String name) {
        return new Target(0, 0, name);
    }

    /** False for a thing with a name of its own. */
    public boolean isProcess() {
        return pid > 0;
    }

    /** Its vertex in the graph; only of a process. */
    public Vertex.Process vertex() {
        if (!isProcess()) {
            throw new IllegalStateException(name + " is no process");
        }
        return new Vertex.Process(pid, startTicks);
    }
}
