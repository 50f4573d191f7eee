package io.nodethaw.agent;

import io.nodethaw.analysis.AnswerTime;
import io.nodethaw.analysis.Outlook;
import io.nodethaw.analysis.Triage;
import io.nodethaw.analysis.Verdict;
import io.nodethaw.evidence.Evidence;
import java.util.List;

/**
 * What came of one look.
 *
 * @param evidence what was read
 * @param line the verdict in one line of at most 80 bytes of ASCII
 * @param triage what follows from the verdict for a person on call
 * @param answers how long the daemons took to answer
 * @param levels how much is used of what the node can run out of
 * @param again true for what a look before has found, and a short one has shown to be so still: evidence and times are of the former
 */
public record Seen(
        Evidence evidence,
        Verdict verdict,
        Triage triage,
        String line,
        List<AnswerTime> answers,
        List<Outlook.Reading> levels,
        boolean again) {
    public Seen {
        answers = List.copyOf(answers);
        levels = List.copyOf(levels);
    }

    /** Of a look that has just ended. */
    public Seen(
            Evidence evidence,
            Verdict verdict,
            Triage triage,
            String line,
            List<AnswerTime> answers,
            List<Outlook.Reading> levels) {
        this(evidence, verdict, triage, line, answers, levels, false);
    }

    /** The same, found to be so still. Who answers how fast, and what is used, was not told again. */
    public Seen still() {
        return new Seen(evidence, verdict, triage, line, List.of(), List.of(), true);
    }
}
