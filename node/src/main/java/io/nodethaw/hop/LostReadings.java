package io.nodethaw.hop;

import io.nodethaw.analysis.BlindSpot;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Silence;
import io.nodethaw.wait.NodeView;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What was to be read of processes and did not come back: whoever judges without it says so. */
final class LostReadings {
    private static final String WHY = "did not come back in time";

    private static final Pattern PID = Pattern.compile("(\\d{1,9})(/.*)?");

    private LostReadings() {}

    /**
     * Of those of the chain each fact, of all others how many they are.
     *
     * @param chain who has a part in the chain
     */
    static List<BlindSpot> blindSpots(NodeView view, Set<Integer> chain) {
        var spots = new LinkedHashSet<BlindSpot>();
        var others = new TreeSet<Integer>();
        for (var key : view.evidence().all().keySet()) {
            if (isLost(view.evidence(), key)) {
                int pid = pid(key);
                if (pid > 1 && !chain.contains(pid)) {
                    others.add(pid);
                } else {
                    spots.add(new BlindSpot(what(view, key, pid), WHY, false));
                }
            }
        }
        if (!others.isEmpty()) {
            spots.add(new BlindSpot(others(view, others), WHY, false));
        }
        return List.copyOf(spots);
    }

    private static String others(NodeView view, SortedSet<Integer> pids) {
        var first = view.name(pids.first());
        return pids.size() == 1
                ? "readings of " + first + ", which has no part in the chain"
                : "readings of " + pids.size() + " processes that have no part in the chain, such as " + first;
    }

    /** Of what never came: out still, or never begun as all who would read it hang. */
    private static boolean isLost(Evidence evidence, Key key) {
        var samples = evidence.all().getOrDefault(key, List.of());
        return !samples.isEmpty()
                && samples.stream().noneMatch(sample -> sample.reading() instanceof Reading.Seen)
                && isLost(samples.getLast().reading());
    }

    private static boolean isLost(Reading<?> reading) {
        return switch (reading) {
            case Reading.Silent<?> silent -> silent.kind() == Silence.NOT_READ;
            case Reading.NotAsked<?> not -> not.isHeldUp();
            case Reading.Seen<?> _, Reading.Failed<?> _, Reading.Refused<?> _ -> false;
        };
    }

    private static int pid(Key key) {
        var pid = PID.matcher(key.instance());
        return pid.matches() ? Integer.parseInt(pid.group(1)) : 0;
    }

    private static String what(NodeView view, Key key, int pid) {
        return pid == 0 ? key.toString() : key.fact() + " of " + view.name(pid);
    }
}
