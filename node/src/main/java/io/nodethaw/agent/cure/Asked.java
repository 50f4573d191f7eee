package io.nodethaw.agent.cure;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the cluster says when it is asked whether a node may be treated. */
sealed interface Asked {
    /**
     * It cannot say who else is at work.
     *
     * @param forbids true where the Node itself is known to forbid it
     */
    record Alone(String why, boolean forbids) implements Asked {}

    /**
     * It says.
     *
     * @param forbids true where the Node forbids it
     * @param now by the clock of the server
     * @param pause the Lease by which a code is left alone; empty where there is none
     * @param slots all of them in their order; empty for one that nobody has made
     */
    record There(boolean forbids, Instant now, Optional<Lease> pause, List<Optional<Lease>> slots) implements Asked {
        public There {
            slots = List.copyOf(slots);
        }
    }
}
