package io.nodethaw.cli;

import io.nodethaw.evidence.Evidence;
import io.nodethaw.evidence.EvidenceJson;
import java.io.IOException;
import java.util.function.Supplier;

/** The option --save-evidence; {@code -} is stdout, which then gets only the evidence. */
record Saving(Arguments arguments, Supplier<EvidenceJson> codec, Output output) {
    /** Saves the evidence if that was asked for. False when it failed; then the error was printed. */
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

    /** The exit code of a verb whose result was printed: failing to save is an error. */
    int exit(Evidence evidence, int code) throws InterruptedException {
        return save(evidence) ? code : Cli.INTERNAL_ERROR;
    }

    /** Writes the evidence to stdout. Errors of stdout are reported when everything is written. */
    private boolean print(Evidence evidence) {
        try {
            codec.get().write(evidence, output.tool(), output.evidence());
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
