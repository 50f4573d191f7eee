package io.nodethaw.hop;

import io.nodethaw.evidence.Key;
import io.nodethaw.wait.NodeView;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Shows, without asking again, that a question asked earlier is still unanswered: the call that serves it is still on a stack,
 * or the message is still unread. Pure.
 */
public interface UnansweredSign {
    /** The name of the fact that the questions yield. */
    String fact();

    /** The readings that show it. */
    Set<Key> wants(NodeView view, String instance);

    /** The sign of an unanswered question, as a text to be compared with a later look; empty when nothing shows it. */
    Optional<String> of(NodeView view, String instance);

    /** How long an unanswered question may stand for a new one; empty for as long as its sign is there. */
    default Optional<Duration> standsFor() {
        return Optional.empty();
    }

    /** True when the earlier sign is still there, so that the earlier question is still unanswered. */
    boolean isStillThere(NodeView view, String instance, String then);
}
