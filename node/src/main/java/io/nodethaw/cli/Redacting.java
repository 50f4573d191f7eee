package io.nodethaw.cli;

import io.nodethaw.analysis.Verdict;
import io.nodethaw.capture.Capture;
import io.nodethaw.capture.LeftOut;
import io.nodethaw.evidence.Evidence;
import io.nodethaw.redact.Redaction;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;

/** The option --redact of capture: replaces names, and sees that the verdict is still the same. */
record Redacting(Tools tools, Output output) {
    private static final int SALT_BYTES = 16;

    /** What is to be packed. */
    Capture of(Judged judged, Evidence besides) {
        output.progress("replacing names ...");
        var salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        var evidence = judged.view().evidence();
        var redaction = new Redaction(salt, List.of(evidence, besides));
        var redacted = redaction.of(evidence);
        var others = redaction.of(besides);
        if (!told(tools.judge(redacted).verdict()).equals(told(judged.verdict()))) {
            output.hint("with its names replaced it is judged differently: keep a capture without --redact as well");
        }
        return new Capture(
                redacted,
                others,
                true,
                redaction.leftOut().entrySet().stream()
                        .map(fact -> new LeftOut("readings of " + fact.getKey(), fact.getValue()))
                        .toList());
    }

    /** State and findings, without names. */
    private static List<String> told(Verdict verdict) {
        return Stream.concat(
                        Stream.of(verdict.state().toString()),
                        verdict.roots().stream()
                                .map(root -> root.hop() + " "
                                        + root.finding()
                                                .map(finding -> finding.code() + " " + finding.getClass())
                                                .orElse("")))
                .toList();
    }
}
