package io.nodethaw.cli;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import io.nodethaw.format.Piece;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/** Names of the files that something was concluded from: each of a few, or where many of them lie. */
final class BroughtNames {
    /** So many are named one by one. */
    private static final int MOST = 12;

    private BroughtNames() {}

    /** The files by name, in order. */
    static String of(List<Piece> pieces) {
        return pieces.size() <= MOST
                ? pieces.stream().map(Piece::file).sorted().collect(joining(", "))
                : pieces.size() + " files of " + root(pieces);
    }

    /** The files with what each is: "containerd.txt (a goroutine dump), ps.txt (a list of processes)". */
    static String told(List<Piece> pieces) {
        if (pieces.size() <= MOST) {
            return pieces.stream()
                    .map(piece -> piece.file() + " (" + piece.what() + ")")
                    .sorted()
                    .collect(joining(", "));
        }
        var kinds = pieces.stream()
                .flatMap(piece -> Arrays.stream(piece.what().split(", ", -1)))
                .collect(groupingBy(kind -> kind, TreeMap::new, counting()));
        return of(pieces) + ": "
                + kinds.entrySet().stream()
                        .map(kind -> kind.getKey() + (kind.getValue() == 1 ? "" : " (" + kind.getValue() + " times)"))
                        .collect(joining(", "));
    }

    /** The folder or archive that all of them are in; without one, the first of them and how many more. */
    private static String root(List<Piece> pieces) {
        var first = pieces.getFirst().file();
        var common = first;
        for (var piece : pieces) {
            while (!common.isEmpty() && !piece.file().startsWith(common + "/")) {
                common = common.substring(0, Math.max(0, common.lastIndexOf('/')));
            }
        }
        return common.isEmpty() ? first + " and others" : common;
    }
}
