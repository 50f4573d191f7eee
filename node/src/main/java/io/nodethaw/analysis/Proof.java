package io.nodethaw.analysis;

import io.nodethaw.evidence.Key;
import java.util.List;

/**
 * One sign that a claim rests on.
 *
 * @param text what a person reads: "answers on its private socket"
 * @param readings where it was read
 */
public record Proof(String text, List<Key> readings) {
    public Proof {
        readings = List.copyOf(readings);
    }

    /** A sign with the readings it comes from. */
    public static Proof of(String text, Key... readings) {
        return new Proof(text, List.of(readings));
    }
}
