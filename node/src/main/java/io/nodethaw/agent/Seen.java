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
 */
public record Seen(
        Evidence evidence,
        Verdict verdict,
        Triage triage,
        String line,
        List<AnswerTime> answers,
        List<Outlook.Reading> levels) {
    public Seen {
        answers = List.copyOf(answers);
        levels = List.copyOf(levels);
    }
}
