package io.nodethaw.bus;

import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.Told;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The objects of the names on the bus, and what is known of those who did not answer.
 *
 * @param trees one for each name, in the order of the alphabet
 * @param waiting activatable names that nobody owns: asking would start them
 * @param starting those of them whose service is being started, so that a call to them waits
 * @param unknown names that were wanted and are not on the bus
 * @param time what all questions took together; absent where nothing was asked
 * @param why nothing could be asked; empty when it could
 */
public record ObjectTrees(
        List<OfName> trees,
        List<String> waiting,
        List<StartingServices.Service> starting,
        List<String> unknown,
        Optional<AskingTime> time,
        Optional<String> why) {
    public ObjectTrees {
        trees = List.copyOf(trees);
        waiting = List.copyOf(waiting);
        starting = List.copyOf(starting);
        unknown = List.copyOf(unknown);
    }

    /**
     * One name.
     *
     * @param known what else is known of an owner that did not answer everything
     */
    public record OfName(BusTrees.Branch branch, List<String> known) {
        public OfName {
            known = List.copyOf(known);
        }
    }

    /** @param wanted names; empty for all */
    public static ObjectTrees of(Evidence evidence, List<String> wanted) {
        var names = evidence.seen(BusNames.TYPE);
        var trees = evidence.seen(BusTrees.TYPE);
        if (names.isEmpty()) {
            return nothing(evidence, Told.why(evidence.reading(BusNames.TYPE)));
        }
        if (trees.isEmpty()) {
            return nothing(evidence, Told.why(evidence.reading(BusTrees.TYPE)));
        }
        var waiting = new ArrayList<String>();
        var unknown = new ArrayList<String>();
        for (var name : wanted.isEmpty() ? names.get().activatable() : wanted) {
            if (names.get().owner(name).isEmpty()) {
                (names.get().activatable().contains(name) ? waiting : unknown).add(name);
            }
        }
        var standing = new Standing(evidence);
        var told = trees.get().branches().stream()
                .map(branch -> new OfName(branch, branch.silent() > 0 ? standing.of(branch.owner()) : List.of()))
                .toList();
        var starting = waiting.stream()
                .sorted()
                .flatMap(name -> evidence.seen(StartingServices.TYPE).flatMap(services -> services.of(name)).stream())
                .toList();
        return new ObjectTrees(
                told,
                waiting.stream().sorted().toList(),
                starting,
                unknown,
                evidence.seen(AskingTime.TYPE),
                Optional.empty());
    }

    private static ObjectTrees nothing(Evidence evidence, String why) {
        return new ObjectTrees(
                List.of(), List.of(), List.of(), List.of(), evidence.seen(AskingTime.TYPE), Optional.of(why));
    }

    /** True when all that was wanted could be asked, whether it answered or not. */
    public boolean isAsked() {
        return why.isEmpty() && unknown.isEmpty();
    }
}
