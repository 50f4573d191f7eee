package io.nodethaw.wait.go;

import io.nodethaw.evidence.Goroutine;
import io.nodethaw.wait.NodeView.OpenFile;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.go.GoConnections.Ends;
import java.util.Optional;

/**
 * A call with where it went.
 *
 * @param client our end of the connection; without a file where it may be one of several that end at the same process
 * @param server the other end
 * @param handler who serves it there; empty when nobody does (yet), or it cannot be told
 * @param certain false when it may have gone elsewhere as well: on a connection that was opened after those were read
 * @param among how many calls of its method there are, where it was joined by that alone, and without a handler may be any of
 *     them; 0 where a connection tells
 */
record GoJoin(GoCall call, OpenFile client, OpenFile server, Optional<Goroutine> handler, boolean certain, int among) {
    GoJoin(GoCall call, Ends connection, Optional<Goroutine> handler) {
        this(call, connection.client(), connection.server(), handler, true);
    }

    GoJoin(GoCall call, OpenFile client, OpenFile server, Optional<Goroutine> handler, boolean certain) {
        this(call, client, server, handler, certain, 0);
    }

    /** True when a connection was read that it may have gone over. */
    boolean isByConnection() {
        return among == 0;
    }

    /** Who calls, in words: where it may be any of several, how many they are. */
    String caller() {
        return among > 1 && handler.isEmpty()
                ? "one of " + among + " goroutines"
                : "goroutine " + call.goroutine().id();
    }

    /** A call that stood still from one reading to the next waits for its answer. */
    Strength strength() {
        return certain && call.stood().isPresent() ? Strength.NEEDS : Strength.INFERRED;
    }

    /** True when the process asks itself, as kubelet does with the dockershim that it serves. */
    boolean isInside() {
        return client.pid() == server.pid();
    }
}
