package io.nodethaw.hop;

import io.nodethaw.wait.Role;
import io.nodethaw.wait.Vertex;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;

/** Members of hops by name, those that are alike together: "dockerd, 3 shims". */
final class RoleNames {
    private RoleNames() {}

    /**
     * Some of them in one text; one that has others of its kind has its number.
     *
     * @param all the members of all hops
     */
    static String together(Collection<Role> some, Collection<Role> all) {
        var kinds = byKind(all);
        return String.join(
                " and ",
                byKind(some).entrySet().stream()
                        .map(kind -> kind.getValue().size() == 1
                                        && kinds.getOrDefault(kind.getKey(), List.of())
                                                        .size()
                                                > 1
                                ? kind.getValue().getFirst().label()
                                : counted(kind.getKey(), kind.getValue().size()))
                        .toList());
    }

    /** One text for each kind. */
    static List<String> folded(Collection<Role> roles) {
        return byKind(roles).entrySet().stream()
                .map(kind -> counted(kind.getKey(), kind.getValue().size()))
                .toList();
    }

    private static String counted(String kind, int number) {
        return number == 1 ? kind : number + " " + kind + "s";
    }

    private static LinkedHashMap<String, List<Role>> byKind(Collection<Role> roles) {
        var kinds = new LinkedHashMap<String, List<Role>>();
        roles.stream()
                .distinct()
                .forEach(role -> kinds.computeIfAbsent(kind(role), _ -> new ArrayList<>())
                        .add(role));
        return kinds;
    }

    private static String kind(Role role) {
        return role.vertex() instanceof Vertex.Process(int pid, long _)
                        && role.label().endsWith(" " + pid)
                ? role.label().substring(0, role.label().lastIndexOf(' '))
                : role.label();
    }
}
