package io.nodethaw.hop.docker;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * dockerd's own words while its connection to containerd is down and it waits before it dials again. It answers all else meanwhile, also
 * to a ping and to the creation of a container; only starting, stopping and entering one fails, at once.
 */
final class Redialling {
    /**
     * dockerd waits 3 s at most between two dials (moby, daemon/daemon.go, NewDaemon: MaxDelay, formerly WithBackoffMaxDelay), which
     * gRPC lengthens by up to a fifth (grpc-go, backoff/backoff.go, Jitter). Twice that, because the first dial may come while containerd
     * is there and does not accept yet, and 2.8 s for a slow node.
     */
    static final Duration LIMIT = Duration.ofSeconds(10);

    /**
     * grpc-go puts the last dial's error into each call that fails meanwhile (internal/transport/http2_client.go, "error while
     * dialing"); the quotation mark is escaped in dockerd's JSON. A connection that breaks under a call has other words.
     */
    private static final Pattern DIAL = Pattern.compile(
            "connection error: desc = \\\\?\"transport: (?:error while dialing:? )?(?:failed to )?dial\\b",
            Pattern.CASE_INSENSITIVE);

    private Redialling() {}

    /** True when a reply of dockerd says so. */
    static boolean isTold(String reply) {
        return DIAL.matcher(reply).find();
    }
}
