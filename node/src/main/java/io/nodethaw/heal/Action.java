package io.nodethaw.heal;

import io.nodethaw.analysis.Finding;
import io.nodethaw.wait.Vertex;

/** What can be done about a verdict, least disruptive first. */
public sealed interface Action {

    /** One line for a person: what is done to whom. */
    String title();

    /** Makes systemd connect to the bus again: SIGUSR1 (systemd(1), Signals). */
    record Reconnect(Finding because, Vertex.Process systemd) implements Action {
        @Override
        public String title() {
            return "SIGUSR1 to systemd " + systemd.pid() + ", which then connects to the bus again";
        }
    }

    /** Makes systemd execute itself anew with its state; the new one has new connections and counters. */
    record Reexecute(Finding because, Vertex.Process systemd) implements Action {
        @Override
        public String title() {
            return "Reexecute of systemd " + systemd.pid() + " through its private socket";
        }
    }

    /** Ends a process that waits for a reply which will never come: SIGKILL, since runc hands on what it can catch. */
    record EndProcess(Finding because, Vertex.Process process, String name) implements Action {
        @Override
        public String title() {
            return "SIGKILL to " + name;
        }
    }

    /**
     * A reason not to act.
     *
     * @param why with what to do by hand
     */
    record Leave(String why) implements Action {
        @Override
        public String title() {
            return "leave it alone: " + why;
        }
    }
}
