package io.nodethaw.agent;

import io.nodethaw.analysis.Triage;
import io.nodethaw.analysis.Verdict;
import io.nodethaw.evidence.Evidence;

/**
 * What came of one look.
 *
 * @param evidence what was read
 * @param line the verdict in one line of at most 80 bytes of ASCII
 * @param triage what follows from the verdict for a person on call
 */
public record Seen(Evidence evidence, Verdict verdict, Triage triage, String line) {}
