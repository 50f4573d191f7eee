package io.nodethaw.format;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which files come from one host. A file names its host, or lies in a bundle that was made on one. What does neither goes with the
 * others only where there is one host.
 */
final class Hosts {
    /**
     * The folder that a collector made on one host, by what lies in it.
     *
     * @param root its path is the group "root"; where the collector names folders after hosts, "host" is the name
     */
    private record Layout(String collector, Pattern root) {
        Layout(String collector, String root) {
            this(collector, Pattern.compile(root));
        }
    }

    private static final List<Layout> LAYOUTS = List.of(
            new Layout("sosreport", "^(?<root>.+?)/sos_(?:commands|reports|logs|strings)/"),
            new Layout("must-gather", "^(?<root>.+/nodes/(?<host>[\\w.-]{1,253}))/"),
            new Layout("troubleshoot", "^(?<root>.+?)/host-collectors/"),
            new Layout("Rancher's log collector", "^(?<root>.+?)/systeminfo/"),
            new Layout("kind", "^(?<root>.+?/(?<host>[\\w.-]{1,200}-(?:control-plane|worker)\\d{0,4}))/"));

    /** So many files that name no host are judged one by one where there are several hosts. */
    private static final int FEW = 3;

    /** The hosts of bundles, by the path of their folder; a folder within another one belongs to that. */
    private final Map<String, Optional<String>> roots = new TreeMap<>();

    private final Map<String, String> rootOf = new HashMap<>();

    private Hosts(List<Piece> pieces) {
        for (var piece : pieces) {
            for (var layout : LAYOUTS) {
                var match = layout.root().matcher(piece.file());
                if (match.find()) {
                    roots.merge(match.group("root"), named(match), (one, other) -> one.or(() -> other));
                }
            }
        }
        var all = List.copyOf(roots.keySet());
        roots.keySet().removeIf(root -> all.stream().anyMatch(outer -> root.startsWith(outer + "/")));
        for (var piece : pieces) {
            roots.keySet().stream()
                    .filter(root -> piece.file().startsWith(root + "/"))
                    .findFirst()
                    .ifPresent(root -> {
                        rootOf.put(piece.file(), root);
                        roots.computeIfPresent(root, (_, host) -> host.or(piece::host));
                    });
        }
    }

    private static Optional<String> named(Matcher match) {
        return match.namedGroups().containsKey("host") ? Optional.of(match.group("host")) : Optional.empty();
    }

    private Optional<String> host(Piece piece) {
        var root = rootOf.get(piece.file());
        return root == null
                ? piece.host().map(host -> "host " + host)
                : Optional.of(roots.getOrDefault(root, Optional.empty())
                        .map(host -> "host " + host)
                        .orElse("folder " + root));
    }

    /**
     * Pieces of one host.
     *
     * @param leftOut what names no host, where there are several and too many such files to judge each alone
     */
    record Group(List<Piece> pieces, List<String> leftOut) {
        Group {
            pieces = List.copyOf(pieces);
            leftOut = List.copyOf(leftOut);
        }
    }

    /** The pieces of each host, in the order in which they were named. */
    static List<Group> apart(List<Piece> pieces) {
        var hosts = new Hosts(pieces);
        var known = new TreeSet<String>();
        pieces.forEach(piece -> hosts.host(piece).ifPresent(known::add));
        if (known.size() <= 1) {
            return List.of(new Group(pieces, List.of()));
        }
        var without =
                pieces.stream().filter(piece -> hosts.host(piece).isEmpty()).toList();
        boolean few = without.size() <= FEW;
        var groups = new TreeMap<String, List<Piece>>();
        for (var piece : pieces) {
            hosts.host(piece)
                    .or(() -> few ? Optional.of("file " + piece.file()) : Optional.empty())
                    .ifPresent(name ->
                            groups.computeIfAbsent(name, _ -> new ArrayList<>()).add(piece));
        }
        var leftOut = few
                ? List.<String>of()
                : List.of(without.size() + " files name no host, and there are " + known.size()
                        + " hosts here: left out (the first is "
                        + without.getFirst().file()
                        + "); name each host's files alone");
        return groups.values().stream().map(group -> new Group(group, leftOut)).toList();
    }
}
