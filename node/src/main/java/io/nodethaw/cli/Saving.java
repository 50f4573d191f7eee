package io.nodethaw.cli;

import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.EvidenceJson;
import java.util.function.Supplier;

/** The option --save-evidence. */
record Saving(Arguments arguments, Supplier<EvidenceJson> codec, Output output) {
    /** Saves the evidence when that was asked for. False when it failed, which is then told. */
    boolean save(Evidence evidence) throws InterruptedException {
        var name = arguments.value(Table.SAVE);
        if (name.isEmpty()) {
            return true;
        }
        var error = new EvidenceFile(codec.get(), name.get()).save(evidence, output.tool());
        error.ifPresentOrElse(output::complain, () -> output.hint("evidence saved in " + name.get()));
        return error.isEmpty();
    }
}
