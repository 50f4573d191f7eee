package io.nodethaw.analysis;

import java.util.List;

/**
 * Why a finding came about. It is a separate claim, with its own proof.
 *
 * @param code the code of the finding whose cause it is
 * @param text what a person reads: "sd-bus cookie overflow: counter in PID 1 is 4294967296"
 * @param why the signs that the confidence rests on; present even when that is UNKNOWN
 */
public record Cause(String code, String text, Confidence confidence, List<Proof> why) {
    public Cause {
        why = List.copyOf(why);
    }
}
