package io.nodethaw.remedy;

import io.nodethaw.wait.Vertex;

/**
 * A process that an act is done to, or that must not be touched. It is never given by its pid alone.
 *
 * @param name for a person
 */
public record Target(int pid, long startTicks, String name) {
    /** This process as a target. A process without a known pid and start time cannot be one. */
    public static Target of(Vertex.Process process, String name) {
        if (!process.isCertain()) {
            throw new IllegalArgumentException(name + ": nothing is done to a process without pid and start time");
        }
        return new Target(process.pid(), process.startTicks(), name);
    }

    /** Its vertex in the graph. */
    public Vertex.Process vertex() {
        return new Vertex.Process(pid, startTicks);
    }
}
