package io.nodethaw.report;

import io.nodethaw.wait.Victim;

/** A victim in words. */
final class VictimWords {
    private VictimWords() {}

    static String of(VertexNames names, Victim victim) {
        return names.of(victim.vertex()) + ": " + Printable.of(victim.why())
                + victim.atLeast()
                        .filter(_ -> !victim.why().contains("at least"))
                        .map(age -> ", at least " + AgeWords.words(age))
                        .orElse("");
    }
}
