package io.nodethaw.heal;

import io.nodethaw.remedy.Means;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a person lets healing do.
 *
 * @param only codes of the findings that may be treated; empty for all
 * @param not kinds of acts that must not be done: the first word of their names after the dot
 */
public record Selection(Set<String> only, Set<String> not) {
    /** Everything. */
    public static final Selection ALL = new Selection(Set.of(), Set.of());

    public Selection {
        only = Set.copyOf(only);
        not = Set.copyOf(not);
    }

    boolean allows(Choice.Treat treat) {
        return (only.isEmpty() || only.contains(treat.code()))
                && !not.contains(kind(treat.remedy().name()));
    }

    /** True when it leaves something out. */
    boolean isLimited() {
        return !only.isEmpty() || !not.isEmpty();
    }

    /** "restart" for "HOP.restart-something". */
    private static String kind(String act) {
        var what = act.substring(act.indexOf('.') + 1);
        int more = what.indexOf('-');
        return more < 0 ? what : what.substring(0, more);
    }

    /**
     * What a person can choose among.
     *
     * @param codes of the findings that something can be done about
     * @param kinds of what can be done
     */
    public record Choices(Set<String> codes, Set<String> kinds) {
        public Choices {
            codes = Set.copyOf(codes);
            kinds = Set.copyOf(kinds);
        }

        /** All that these means have. */
        public static Choices of(Means means) {
            return new Choices(
                    means.remedies().stream()
                            .flatMap(remedy -> remedy.answers().stream())
                            .collect(Collectors.toSet()),
                    means.remedies().stream().map(remedy -> kind(remedy.name())).collect(Collectors.toSet()));
        }
    }
}
