package io.nodethaw.format;

import io.nodethaw.evidence.Logged;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which logs go on in another file: what the older file ends with is over, unless the newer one says it too. Collectors bring logs that
 * were rotated away days ago.
 */
final class GoesOn {
    /**
     * Two files may tell their times in different zones, which are 26 hours apart at most (UTC-12 to UTC+14); so only what is older by
     * more is certainly older.
     */
    private static final double ZONES = 26 * 3600.0;

    /** Lines tell no year: what seems to be older by more than this is of the year before. */
    private static final double YEAR = 300 * 86_400.0;

    private final Map<String, Double> newest = new HashMap<>();

    /** @param pieces of one node */
    GoesOn(List<Piece> pieces) {
        pieces.forEach(piece -> piece.until().forEach((program, until) -> newest.merge(program, until, Math::max)));
    }

    /** True where a log of this program goes on elsewhere long after the end of this piece. */
    boolean isOver(Piece piece, String program) {
        var until = piece.until().get(program);
        double since = until == null ? 0 : newest.getOrDefault(program, until) - until;
        return since > ZONES && since < YEAR;
    }

    boolean isOver(Piece piece, Logged said) {
        return isOver(piece, said.program());
    }

    /** True for a report of the kernel in a log that goes on elsewhere. */
    boolean isOver(Piece piece, Piece.Task task) {
        return task.held().isPresent() && isOver(piece, "kernel");
    }
}
