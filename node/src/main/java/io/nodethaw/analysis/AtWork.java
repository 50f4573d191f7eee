package io.nodethaw.analysis;

import io.nodethaw.evidence.Key;
import io.nodethaw.wait.Vertex;
import java.time.Duration;
import java.util.Optional;

/**
 * What a hop was at work on when it was looked at, late or not: most of it ends a moment later.
 *
 * @param about who is at work
 * @param what it is at: "StopContainer", "the start of a pod"
 * @param on the container or pod that it is for; empty where that is not known
 * @param waitsFor what it waits for meanwhile: "the answer to Kill (ttrpc)"; empty where that is not seen
 * @param atLeast how long it has lasted at least; empty where nothing tells
 * @param reading that tells it
 */
public record AtWork(
        Vertex about, String what, Optional<Hit> on, String waitsFor, Optional<Duration> atLeast, Key reading) {
    /** The same for a container or pod that more is known of. */
    public AtWork on(Hit known) {
        return new AtWork(about, what, Optional.of(known), waitsFor, atLeast, reading);
    }
}
