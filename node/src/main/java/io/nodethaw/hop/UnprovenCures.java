package io.nodethaw.hop;

import io.nodethaw.analysis.BlindSpot;
import io.nodethaw.evidence.Machine;
import io.nodethaw.evidence.OpenCures;
import io.nodethaw.evidence.Reading;
import io.nodethaw.wait.NodeView;
import java.util.List;

/**
 * After a cure that was not proven, it is not known whether containers start, because the probes also answer when they do not.
 * That is a blind spot of each later verdict until a canary has passed.
 */
final class UnprovenCures {
    private static final String WHAT = "whether containers start";

    private UnprovenCures() {}

    static List<BlindSpot> blindSpots(NodeView view) {
        return switch (view.evidence().reading(OpenCures.TYPE)) {
            case Reading.Seen<OpenCures>(var open) ->
                open.cures().stream()
                        .map(cure -> new BlindSpot(WHAT, tell(view, cure), true))
                        .toList();
            case Reading.Silent<OpenCures>(var waited, var _, var _) ->
                List.of(new BlindSpot(WHAT, "the records of cures were silent for " + waited.toMillis() + " ms", true));
            case Reading.Failed<OpenCures>(var why) -> List.of(new BlindSpot(WHAT, why, true));
            case Reading.Refused<OpenCures>(var why) -> List.of(new BlindSpot(WHAT, why, true));
            case Reading.NotAsked<OpenCures> _ -> List.of();
        };
    }

    private static String tell(NodeView view, OpenCures.OpenCure cure) {
        var since = view.evidence()
                .seen(Machine.TYPE)
                .map(machine -> Math.round(machine.sinceBoot() - cure.sinceBoot()))
                .map(seconds -> seconds < 120 ? seconds + " s ago" : seconds / 60 + " min ago")
                .orElse("before");
        var end = cure.end().isEmpty() ? "was begun and has not ended" : "ended " + briefly(cure.end());
        var left = cure.left().isEmpty()
                ? ""
                : "; what it may have left behind is removed by " + String.join(", ", cure.left());
        return "no canary has passed since the cure for " + cure.code() + ", begun " + since + ", which " + end + left
                + "; nodethaw heal --yes tries again";
    }

    /** "not healed: a container through dockerd did not start", without each step and answer. */
    private static String briefly(String end) {
        int detail = end.indexOf(": ", end.indexOf(": ") + 2);
        return detail < 0 ? end : end.substring(0, detail);
    }
}
