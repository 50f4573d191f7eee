package io.nodethaw.bugs;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * What one node has of the components that the catalogue knows.
 *
 * @param node its name; empty where it is not told
 * @param unknown names of components whose version is not known: they are not there, or nobody said
 * @param notes what could not be asked, and why
 */
public record Inventory(String node, List<Installed> installed, List<String> unknown, List<String> notes) {
    public Inventory {
        notes = List.copyOf(notes);
        installed = List.copyOf(installed);
        unknown = List.copyOf(unknown);
    }

    /** The inventory of a node that has these. */
    public static Inventory of(String node, List<Installed> installed, Catalogue catalogue, List<String> notes) {
        return new Inventory(
                node,
                once(installed).stream()
                        .sorted(Comparator.comparingInt(
                                there -> catalogue.components().indexOf(there.component())))
                        .toList(),
                catalogue.components().stream()
                        .filter(component -> installed.stream()
                                .noneMatch(there -> there.component().equals(component)))
                        .map(Component::name)
                        .toList(),
                notes);
    }

    /** Without versions that several packages of a component share. */
    private static List<Installed> once(List<Installed> installed) {
        var versions = new LinkedHashMap<List<String>, Installed>();
        installed.forEach(
                there -> versions.putIfAbsent(List.of(there.component().name(), there.version()), there));
        return List.copyOf(versions.values());
    }

    /** A bug that a version has, or may have. */
    public record Carried(KnownBug bug, KnownBug.Affected affected) {
        /** True where nothing about it is in doubt. */
        public boolean isCertain() {
            return affected == KnownBug.Affected.YES && bug.certainty() == KnownBug.Certainty.SETTLED;
        }
    }

    /** What a version carries. */
    public static List<Carried> carried(Installed installed) {
        return installed.component().bugs().stream()
                .map(bug -> new Carried(bug, installed.has(bug)))
                .filter(carried -> carried.affected() != KnownBug.Affected.NO)
                .toList();
    }
}
