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
 * What else was wrong when a cure was begun: other roots, silent daemons, what could not be seen. A cure that leaves this as it
 * was has not failed; the canaries tell whether containers start.
 */
final class OtherTrouble {
    private OtherTrouble() {}

    /**
     * Names of those who are in trouble apart from the one that is cured. Who is silent because of that one is not among them,
     * and must be well afterwards.
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

    /** True when nothing is wrong now that was not already wrong before. */
    static boolean isAll(Diagnosis now, Cure cure) {
        var verdict = now.verdict();
        return switch (verdict.state()) {
            case HEALTHY, SLOW -> true;
            case STALLED, FAILING, UNCLEAR -> isAll(verdict, Set.copyOf(cure.others()));
        };
    }

    /**
     * True when every root and every blind spot was there before. A victim for whom no root was found is new trouble, because
     * nothing from before explains it.
     */
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
