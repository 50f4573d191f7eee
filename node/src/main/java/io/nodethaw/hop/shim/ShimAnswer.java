package io.nodethaw.hop.shim;

import io.nodethaw.evidence.FactType;
import io.nodethaw.evidence.Foreign;

/**
 * A shim's answer to Connect; the instance is the path of its socket.
 *
 * @param shimPid its own pid, in its pid namespace
 * @param taskPid first process of the container that was asked about; 0 when the shim does not know it
 * @param error the error that it answered with, which is an answer too; empty when there was none
 */
public record ShimAnswer(int shimPid, int taskPid, String error) {
    public static final FactType<ShimAnswer> TYPE = new FactType<>("shim-connect", ShimAnswer.class);

    public ShimAnswer {
        error = Foreign.cut(error);
    }
}
