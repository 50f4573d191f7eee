package io.nodethaw.heal;

import io.nodethaw.analysis.BlindSpot;
import io.nodethaw.analysis.Root;
import io.nodethaw.analysis.Verdict;
import io.nodethaw.remedy.Diagnosis;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Vertex;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What else was wrong when a cure was begun: roots of their own, daemons that kept silent, what could not be seen. A cure that left it
 * as it was has not failed; whether containers start the canaries tell.
 */
final class OtherTrouble {
    private OtherTrouble() {}

    /**
     * Who is in trouble besides the one that is cured, as a person calls them. Not who is silent because of that one: it has to be well
     * afterwards.
     */
    static List<String> of(Diagnosis now, Vertex cured) {
        var verdict = now.verdict();
        var because = now.graph().reachBack(List.of(cured), Edge::leadsOn);
        var silent = verdict.roles().stream()
                .filter(role -> role.standing() == Role.Standing.SILENT && !because.contains(role.vertex()))
                .map(Role::label);
        var roots = verdict.roots().stream()
                .filter(root -> !root.vertex().equals(cured))
                .map(Root::name);
        return Stream.of(silent, roots, blind(verdict))
                .flatMap(some -> some)
                .distinct()
                .toList();
    }

    /** True when nothing is wrong now, or nothing that was not wrong before. */
    static boolean isAll(Diagnosis now, Cure cure) {
        var verdict = now.verdict();
        return switch (verdict.state()) {
            case HEALTHY, SLOW -> true;
            case STALLED, UNCLEAR -> isAll(verdict, Set.copyOf(cure.others()));
        };
    }

    /** Somebody who waits for nobody that was seen is new trouble: no name from before explains it. */
    private static boolean isAll(Verdict verdict, Set<String> before) {
        boolean explained = !verdict.roots().isEmpty() || verdict.victims().isEmpty();
        return explained
                && verdict.roots().stream().map(Root::name).allMatch(before::contains)
                && blind(verdict).allMatch(before::contains);
    }

    private static Stream<String> blind(Verdict verdict) {
        return verdict.notSeen().stream().filter(BlindSpot::matters).map(spot -> "not seen: " + spot.what());
    }
}
