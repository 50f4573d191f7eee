package io.nodethaw.cli;

import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.EvidenceJson;
import java.io.IOException;
import java.util.function.Supplier;

/** The option --save-evidence; {@code -} is stdout, which then holds the evidence alone. */
record Saving(Arguments arguments, Supplier<EvidenceJson> codec, Output output) {
    /** Saves the evidence when that was asked for. False when it failed, which is then told. */
    boolean save(Evidence evidence) throws InterruptedException {
        var name = arguments.value(Table.SAVE);
        if (name.isEmpty()) {
            return true;
        }
        if (arguments.keepsStdoutForEvidence()) {
            return print(evidence);
        }
        var error = new EvidenceFile(codec.get(), name.get()).save(evidence, output.tool());
        error.ifPresentOrElse(output::complain, () -> output.hint("evidence saved in " + name.get()));
        return error.isEmpty();
    }

    /** The exit code of a verb whose result was printed: what was not saved is no success. */
    int exit(Evidence evidence, int code) throws InterruptedException {
        return save(evidence) ? code : Cli.INTERNAL_ERROR;
    }

    /** What goes wrong at stdout is told once all is written. */
    private boolean print(Evidence evidence) {
        try {
            codec.get().write(evidence, output.tool(), output.evidence());
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
