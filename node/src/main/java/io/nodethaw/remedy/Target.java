package io.nodethaw.remedy;

import io.nodethaw.wait.Vertex;

/**
 * What an act is done to, or must not be done to: a process, which is never given by its pid alone, or something that has none: a unit
 * that does not run, a mount.
 *
 * @param pid 0 for what is no process
 * @param startTicks 0 for what is no process
 * @param name for a person; it alone says what is meant where that is no process
 */
public record Target(int pid, long startTicks, String name) {
    /** This process as a target. A process without a known pid and start time cannot be one. */
    public static Target of(Vertex.Process process, String name) {
        if (!process.isCertain()) {
            throw new IllegalArgumentException(name + ": nothing is done to a process without pid and start time");
        }
        return new Target(process.pid(), process.startTicks(), name);
    }

    /** Something that is no process and is known by its name alone: "containerd.service". */
    public static Target thing(String name) {
        return new Target(0, 0, name);
    }

    /** True when both mean the same process or thing; how a process is called may change. */
    public boolean isSameAs(Target other) {
        return pid == other.pid && startTicks == other.startTicks && (pid != 0 || name.equals(other.name));
    }

    /** Its vertex in the graph; of what is no process one that nothing has. */
    public Vertex.Process vertex() {
        return new Vertex.Process(pid, startTicks);
    }
}
