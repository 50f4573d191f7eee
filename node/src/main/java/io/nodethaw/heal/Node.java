package io.nodethaw.heal;

import io.nodethaw.wait.Vertex;
import java.io.IOException;
import java.time.Duration;

/** What healing asks of the node and does to it. Every method ends in bounded time. */
interface Node {
    /** What an action on PID 1 rests on. */
    Premises premises();

    /** Sends SIGUSR1 to PID 1. */
    void reconnect(Vertex.Process systemd) throws IOException;

    /**
     * Makes PID 1 execute itself anew; returns how it was told.
     *
     * @throws RefusedException when systemd said no
     * @throws IOException when it could not be told, or it is not known whether it heard
     */
    String reexecute(Vertex.Process systemd) throws IOException;

    /** Sends SIGKILL. */
    void end(Vertex.Process process) throws IOException;

    /** Waits until systemd answers on the bus and off it; false when it does not within the limit. */
    boolean awaitSystemd(Duration limit);

    /** True while this very process lives; a zombie has ended. */
    boolean lives(Vertex.Process process);

    /** Lets time pass. */
    void pause(Duration time);
}
