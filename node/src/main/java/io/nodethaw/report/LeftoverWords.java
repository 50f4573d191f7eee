package io.nodethaw.report;

import static java.util.stream.Collectors.joining;

import io.nodethaw.analysis.Leftover;
import io.nodethaw.analysis.Proof;

/** What is left behind, in words. */
final class LeftoverWords {
    private LeftoverWords() {}

    /** "shim 313: serves no container". */
    static String of(Leftover left) {
        return Ids.shortened(Printable.of(left.what())) + ": " + Ids.shortened(Printable.of(left.title()));
    }

    /** Its code and what it rests on. */
    static String claim(Leftover left) {
        return left.code()
                + (left.proofs().isEmpty()
                        ? ""
                        : ": "
                                + left.proofs().stream()
                                        .map(Proof::text)
                                        .map(Printable::of)
                                        .collect(joining(", ")));
    }
}
