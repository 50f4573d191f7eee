package io.nodethaw.analysis;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a person on call asks first: since when, what does not work and what does, whom it hits, what to do. All of it follows
 * from the evidence; what does not is left out.
 *
 * @param answered who answered: "dockerd", "3 shims"
 * @param checked what else was looked at: "4 units"
 * @param oldest how long the oldest of those that wait for the roots has waited at least
 * @param stuck what is under way and does not end: "3 starts"; empty for nothing
 * @param fails what does not work, one phrase each
 * @param goesOn what does
 * @param hit the containers that wait
 * @param step what to do
 * @param said what daemons that have ended said last, the oldest first; no proof of anything
 * @param warnings what is near its end, the worst first; it makes no node sick
 * @param left what is left behind; it makes no node sick either
 * @param work what the hops are at work on, late or not, as far as that was read; found when it is asked for, since most reports do not show it
 */
public record Triage(
        List<String> answered,
        List<String> checked,
        Optional<Duration> oldest,
        String stuck,
        List<String> fails,
        List<String> goesOn,
        List<Hit> hit,
        Optional<Step> step,
        List<Said> said,
        List<Outlook> warnings,
        List<Leftover> left,
        Supplier<List<AtWork>> work) {
    /** Where nothing is known. */
    public static final Triage NONE = new Triage(
            List.of(),
            List.of(),
            Optional.empty(),
            "",
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            List.of(),
            List.of(),
            List.of(),
            List::of);

    public Triage {
        answered = List.copyOf(answered);
        checked = List.copyOf(checked);
        fails = List.copyOf(fails);
        goesOn = List.copyOf(goesOn);
        hit = List.copyOf(hit);
        said = List.copyOf(said);
        warnings = List.copyOf(warnings);
        left = List.copyOf(left);
    }
}
