package io.nodethaw.analysis;

import io.nodethaw.wait.Edge;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Victim;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a node waits for.
 *
 * @param at when the look began
 * @param roots where the chains end, deepest first; only of a node that is sick, or of what could not be told
 * @param victims who waits
 * @param waits the waits from the top of the chain to the roots, in reading order
 * @param roles what the vertices of the chain are
 * @param findings everything the rules found, except what they ruled out
 * @param causes why the state came about
 * @param ruledOut what was proven innocent
 * @param notSeen what could not be seen
 * @param notes anything else worth a line: a sick nested node
 * @param cure what to do about the deepest root; empty when healthy
 */
public record Verdict(
        State state,
        Instant at,
        List<Root> roots,
        List<Victim> victims,
        List<Edge> waits,
        List<Role> roles,
        List<Finding> findings,
        List<Cause> causes,
        List<Finding.Clear> ruledOut,
        List<BlindSpot> notSeen,
        List<String> notes,
        Optional<String> cure) {
    public Verdict {
        roots = List.copyOf(roots);
        victims = List.copyOf(victims);
        waits = List.copyOf(waits);
        roles = List.copyOf(roles);
        findings = List.copyOf(findings);
        causes = List.copyOf(causes);
        ruledOut = List.copyOf(ruledOut);
        notSeen = List.copyOf(notSeen);
        notes = List.copyOf(notes);
    }

    /** The answers. */
    public enum State {
        /** Nothing waits that should not. */
        HEALTHY,
        /** Something is late, but still moves. */
        SLOW,
        /** Something makes no progress, and a reading shows why. */
        STALLED,
        /** A daemon that should run does not, or what is asked of the node fails at once. */
        FAILING,
        /** Could not tell. */
        UNCLEAR;

        /** Exit code: 0 healthy or slow, 1 stalled or failing, 2 could not tell. */
        public int exitCode() {
            return switch (this) {
                case HEALTHY, SLOW -> 0;
                case STALLED, FAILING -> 1;
                case UNCLEAR -> 2;
            };
        }

        /** True when something is the matter and a reading shows what. */
        public boolean isSick() {
            return this == STALLED || this == FAILING;
        }
    }
}
