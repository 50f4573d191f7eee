package io.nodethaw.hop;

import io.nodethaw.evidence.Key;
import io.nodethaw.wait.NodeView;
import java.util.Optional;
import java.util.Set;

/**
 * What shows, without asking again, that a question which was put before has still no answer: the call that serves it is still
 * on a stack, the message still unread. Pure.
 */
public interface UnansweredSign {
    /** The name of the fact that the questions yield. */
    String fact();

    /** The readings it is seen in. */
    Set<Key> wants(NodeView view, String instance);

    /** The sign while a question has no answer, in words of its own to be compared later; empty where nothing shows it. */
    Optional<String> of(NodeView view, String instance);

    /** True when what was the sign then is still there now, so that the question of then has no answer. */
    boolean isStillThere(NodeView view, String instance, String then);
}
