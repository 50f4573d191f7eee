package io.nodethaw.heal;

import io.nodethaw.wait.Vertex;

/**
 * A process as a record names it.
 *
 * @param name for a person
 */
record Target(int pid, long startTicks, String name) {
    static Target of(Action.EndProcess action) {
        return new Target(action.process().pid(), action.process().startTicks(), action.name());
    }

    Vertex.Process vertex() {
        return new Vertex.Process(pid, startTicks);
    }
}
