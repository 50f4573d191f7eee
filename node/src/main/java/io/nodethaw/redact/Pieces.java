package io.nodethaw.redact;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A text in pieces, some of which are done: later passes look only at the others. */
final class Pieces {
    private record Piece(String text, boolean done) {}

    private List<Piece> pieces;

    Pieces(String text) {
        this.pieces = List.of(new Piece(text, false));
    }

    /** Something in a text, and what it becomes. */
    record Found(int from, int to, String becomes) {}

    /** Finds the next thing to replace in a text. */
    interface Finder {
        /** The first one that begins there or behind; empty for none. */
        Optional<Found> next(String text, int from);
    }

    /**
     * Looks at each match in what is not done.
     *
     * @param replaced what the match becomes, which is then done; empty to leave it to later passes
     */
    Pieces pass(Pattern pattern, Function<MatchResult, Optional<String>> replaced) {
        return pass((text, from) -> {
            var matcher = pattern.matcher(text);
            for (boolean found = matcher.find(from); found; found = matcher.find()) {
                var becomes = replaced.apply(matcher.toMatchResult());
                if (becomes.isPresent()) {
                    return Optional.of(new Found(matcher.start(), matcher.end(), becomes.get()));
                }
            }
            return Optional.empty();
        });
    }

    /** Replaces what a finder finds in what is not done. */
    Pieces pass(Finder finder) {
        var next = new ArrayList<Piece>();
        for (var piece : pieces) {
            if (piece.done()) {
                next.add(piece);
            } else {
                split(piece.text(), finder, next);
            }
        }
        pieces = next;
        return this;
    }

    private static void split(String text, Finder finder, List<Piece> into) {
        int from = 0;
        for (var found = finder.next(text, 0); found.isPresent(); found = finder.next(text, from)) {
            add(text.substring(from, found.get().from()), false, into);
            add(found.get().becomes(), true, into);
            from = found.get().to();
        }
        add(text.substring(from), false, into);
    }

    private static void add(String text, boolean done, List<Piece> into) {
        if (!text.isEmpty()) {
            into.add(new Piece(text, done));
        }
    }

    String text() {
        var text = new StringBuilder();
        pieces.forEach(piece -> text.append(piece.text()));
        return text.toString();
    }
}
