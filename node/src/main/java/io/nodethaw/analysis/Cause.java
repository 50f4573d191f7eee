package io.nodethaw.analysis;

import java.util.List;

/**
 * Why a state came to be: a claim of its own, with its own proof.
 *
 * @param code the finding it is the cause of
 * @param text what a person reads: "sd-bus cookie overflow: counter in PID 1 is 4294967296"
 * @param why what carries the confidence, also when it is unknown
 */
public record Cause(String code, String text, Confidence confidence, List<Proof> why) {
    public Cause {
        why = List.copyOf(why);
    }
}
