package io.nodethaw.hop.shim;

import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.Foreign;

/**
 * A shim's answer to Connect; instance is the path of its socket.
 *
 * @param shimPid its own pid, in its pid namespace
 * @param taskPid first process of the container asked for, 0 where it does not know that one
 * @param error the error it answered with; an answer all the same; empty when there was none
 */
public record ShimAnswer(int shimPid, int taskPid, String error) {
    public static final FactType<ShimAnswer> TYPE = new FactType<>("shim-connect", ShimAnswer.class);

    public ShimAnswer {
        error = Foreign.cut(error);
    }
}
