package io.nodethaw.report;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Finding;
import java.util.Optional;

/** What all printers need of a finding. */
final class Findings {
    private Findings() {}

    /** How sure it is; empty for what was proven innocent. */
    static Optional<Confidence> confidence(Finding finding) {
        return switch (finding) {
            case Finding.Stuck stuck -> Optional.of(stuck.confidence());
            case Finding.Failing failing -> Optional.of(failing.confidence());
            case Finding.Slow slow -> Optional.of(slow.confidence());
            case Finding.Warning warning -> Optional.of(warning.confidence());
            case Finding.Clear _ -> Optional.empty();
        };
    }

    /** The kind of a finding in JSON. */
    static String kind(Finding finding) {
        return switch (finding) {
            case Finding.Stuck _ -> "stuck";
            case Finding.Failing _ -> "failing";
            case Finding.Slow _ -> "slow";
            case Finding.Warning _ -> "warning";
            case Finding.Clear _ -> "clear";
        };
    }
}
