package io.nodethaw.hop;

import io.nodethaw.analysis.AnswerTime;
import io.nodethaw.analysis.BlindSpot;
import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.Origin;
import io.nodethaw.evidence.Reading;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Role.Standing;
import io.nodethaw.wait.Strength;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.Wait;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the probe of a hop asked, and whom. Standing, edge, victim and blind spot follow from its reading in the same way for
 * all hops.
 *
 * @param text what was asked, in words for a person: "containerd's version"
 * @param asked who should answer
 * @param limit after this time its silence is a stall by itself, whatever else it does; empty when silence can be healthy
 */
public record Probed(FactType<?> type, String instance, String text, Vertex asked, Optional<Duration> limit) {
    /**
     * The time within which kubelet and a runtime answer simple questions: node-problem-detector calls them sick when they need
     * longer (pkg/healthchecker/types, DefaultHealthCheckTimeout).
     */
    public static final Duration ANSWER = Duration.ofSeconds(10);

    /** A question whose silence alone is never a stall. */
    public Probed(FactType<?> type, String instance, String text, Vertex asked) {
        this(type, instance, text, asked, Optional.empty());
    }

    /** Whether the asked process answered. A failure says nothing about it, because the error may be ours. */
    public static Standing standing(NodeView view, FactType<?> type, String instance) {
        return switch (view.evidence().reading(type, instance)) {
            case Reading.Seen<?> _ -> Standing.ANSWERED;
            case Reading.Silent<?> _ -> Standing.SILENT;
            case Reading.Failed<?> _, Reading.Refused<?> _, Reading.NotAsked<?> _ -> Standing.NOT_ASKED;
        };
    }

    /** The wait of a probe without an answer. */
    public Optional<Edge> edge(NodeView view) {
        return silence(view)
                .map(silent -> Edge.of(new Vertex.Ourselves(), asked, Strength.NEEDS, Wait.PROBE, tell(silent), key())
                        .atLeast(silent.waited()));
    }

    /** This program as the victim of a probe without an answer. */
    public Optional<Victim> victim(NodeView view) {
        return silence(view)
                .map(silent -> new Victim(
                        new Vertex.Ourselves(),
                        tell(silent),
                        Optional.<Duration>of(silent.waited()),
                        limit.filter(most -> silent.waited().compareTo(most) >= 0)
                                .isPresent(),
                        List.of(key())));
    }

    /**
     * The blind spot of a probe that could not be asked, or that failed. It does not matter when the hop is not here; it does
     * when the hop may be here.
     */
    public static Optional<BlindSpot> blindSpot(NodeView view, FactType<?> type, String instance, String what) {
        if (!view.evidence().asked(type.key(instance))) {
            return Optional.of(neverAsked(what));
        }
        return switch (view.evidence().reading(type, instance)) {
            case Reading.Seen<?> _, Reading.Silent<?> _ -> Optional.empty();
            case Reading.Failed<?>(String why) -> Optional.of(new BlindSpot(what, why, true));
            case Reading.Refused<?>(String why) -> Optional.of(new BlindSpot(what, why, true));
            case Reading.NotAsked<?>(String why, boolean _) ->
                Optional.of(new BlindSpot(what, "not on this node: " + why, false));
        };
    }

    /** The blind spot of a hop that was never asked and may be here. */
    static BlindSpot neverAsked(String what) {
        return new BlindSpot(what, "could not tell: never asked", true);
    }

    /** True when its turn came too late, so that nobody was asked. */
    boolean wasTooLate(NodeView view) {
        return view.evidence().reading(type, instance) instanceof Reading.Failed<?> failed && failed.isTooLate();
    }

    /** How long it took until this was answered; empty where it was not asked or failed. */
    Optional<AnswerTime> answerTime(String hop, NodeView view) {
        var samples = view.evidence().all().getOrDefault(key(), List.of());
        if (samples.isEmpty() || !(samples.getLast().origin() instanceof Origin.Live(var sent, var back))) {
            return Optional.empty();
        }
        return switch (samples.getLast().reading()) {
            case Reading.Seen<?> _ -> Optional.of(new AnswerTime(hop, Duration.between(sent, back), true));
            case Reading.Silent<?> silent -> Optional.of(new AnswerTime(hop, silent.waited(), false));
            case Reading.Failed<?> _, Reading.Refused<?> _, Reading.NotAsked<?> _ -> Optional.empty();
        };
    }

    private Key key() {
        return type.key(instance);
    }

    private Optional<Reading.Silent<?>> silence(NodeView view) {
        return view.evidence().reading(type, instance) instanceof Reading.Silent<?> silent
                ? Optional.of(silent)
                : Optional.empty();
    }

    private String tell(Reading.Silent<?> silent) {
        var stage = silent.stage().isEmpty() ? "" : " (" + silent.stage() + ")";
        return text + stage + ": no answer, at least " + silent.waited().toMillis() + " ms";
    }
}
