package io.nodethaw.analysis;

import java.util.List;

/**
 * Why a state came about: a claim of its own, with its own proof.
 *
 * @param code the finding it is the cause of
 * @param text what a person reads: "sd-bus cookie overflow: counter in PID 1 is 4294967296"
 * @param why the signs that the confidence rests on, also when it is unknown
 */
public record Cause(String code, String text, Confidence confidence, List<Proof> why) {
    public Cause {
        why = List.copyOf(why);
    }
}
