package io.nodethaw.evidence;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What was asked for, one after the other, to start one canary and to remove it again. One instance a canary, named like it; a sample for
 * each time it was tried.
 */
public record CanarySteps(List<Step> steps) {
    public static final FactType<CanarySteps> TYPE = new FactType<>("canary-steps", CanarySteps.class);

    public CanarySteps {
        steps = List.copyOf(steps);
    }

    /** What came of a step. */
    public enum Outcome {
        /** It was done. */
        DONE,
        /** Who was asked says that it failed. */
        REFUSED,
        /** It failed for another reason: a lost connection, a lack of rights, something that others removed. */
        BROKEN,
        /** There is no answer, or not yet. */
        OUT
    }

    /**
     * One step.
     *
     * @param name what was asked for, in the words of its API: "start", "RunPodSandbox"
     * @param took from its beginning to its end, or until now
     * @param words why it was not done; empty where it was, and while it is out
     */
    public record Step(String name, Duration took, Outcome outcome, String words) {
        public Step {
            words = Foreign.cut(words);
        }

        /** "start 310 ms". */
        public String told() {
            return name + " " + took.toMillis() + " ms";
        }
    }

    /** The first step that was not done: those after it only remove what may be there. */
    public Optional<Step> stopped() {
        return steps.stream().filter(step -> step.outcome() != Outcome.DONE).findFirst();
    }

    /** The first step that was not done, when who was asked says that it failed. */
    public Optional<Step> refused() {
        return stopped().filter(step -> step.outcome() == Outcome.REFUSED);
    }

    /** The step that has no answer. */
    public Optional<Step> out() {
        return steps.stream().filter(step -> step.outcome() == Outcome.OUT).findFirst();
    }

    /** "create 40 ms, start 310 ms, delete 95 ms". */
    public String told() {
        return steps.stream().map(Step::told).collect(Collectors.joining(", "));
    }
}
