package io.nodethaw.wait.go;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.wait.NodeView.OpenFile;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.go.GoConnections.Ends;
import java.util.Optional;

/**
 * A call and where it went.
 *
 * @param client the caller's end of the connection; its file is -1 when it may be one of several connections that end at the
 *     same process
 * @param server the other end
 * @param handler the goroutine that serves it there; empty when none does (yet), or it cannot be told
 * @param certain false when the call may have gone elsewhere, on a connection that was opened after the connections were read
 * @param among number of calls of the same method, when the call was joined by its method alone; without a handler it may be
 *     any of them. 0 when a connection tells
 */
record GoJoin(GoCall call, OpenFile client, OpenFile server, Optional<Goroutine> handler, boolean certain, int among) {
    GoJoin(GoCall call, Ends connection, Optional<Goroutine> handler) {
        this(call, connection.client(), connection.server(), handler, true);
    }

    GoJoin(GoCall call, OpenFile client, OpenFile server, Optional<Goroutine> handler, boolean certain) {
        this(call, client, server, handler, certain, 0);
    }

    /** True when a connection was read that the call may have gone over. */
    boolean isByConnection() {
        return among == 0;
    }

    /** Who calls, in words; when it may be any of several, how many there are. */
    String caller() {
        return among > 1 && handler.isEmpty()
                ? "one of " + among + " goroutines"
                : "goroutine " + call.goroutine().id();
    }

    /** A call that stood still from one reading to the next waits for its answer. */
    Strength strength() {
        return certain && call.stood().isPresent() ? Strength.NEEDS : Strength.INFERRED;
    }

    /** True when the process calls itself, as a kubelet with a built-in dockershim does. */
    boolean isInside() {
        return client.pid() == server.pid();
    }
}
