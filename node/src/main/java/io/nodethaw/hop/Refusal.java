package io.nodethaw.hop;

import io.nodethaw.analysis.Proof;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.RefusedStarts;
import io.nodethaw.hop.Obstacle.Certainty;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a daemon last said to have been refused, beside an obstacle that was read: it makes sure that starts fail there, and is one
 * more proof.
 *
 * @param line what it said; empty where nobody said anything
 */
public record Refusal(Optional<RefusedStarts.Line> line) {
    /** Nobody said anything. */
    public static final Refusal NONE = new Refusal(Optional.empty());

    /** What was last said to be refused for this reason. */
    public static Refusal of(Evidence evidence, RefusedStarts.Why why) {
        return new Refusal(RefusedStarts.latest(evidence, why));
    }

    /** What this unit last said to be refused to it for this reason. */
    public static Refusal of(Evidence evidence, RefusedStarts.Why why, String unit) {
        return new Refusal(RefusedStarts.latest(evidence, why, unit));
    }

    /** True when somebody was refused. */
    public boolean isSaid() {
        return line.isPresent();
    }

    /** How certain an obstacle is: it is certain when somebody was refused, or when readings show it without that. */
    public Certainty certainty(boolean isShown) {
        return isShown || isSaid() ? Certainty.CERTAIN : Certainty.SUSPECTED;
    }

    /** This proof, and after it what was said. */
    public List<Proof> after(Proof read) {
        return Stream.concat(
                        Stream.of(read), line.map(said -> Proof.of(said.proof(), RefusedStarts.TYPE.key())).stream())
                .toList();
    }
}
