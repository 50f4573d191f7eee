package io.nodethaw.hop;

import io.nodethaw.analysis.AnswerTime;
import io.nodethaw.analysis.Outlook;
import io.nodethaw.wait.NodeView;
import java.util.List;

/** What a look has measured besides its verdict. Pure. */
public record Measures(NodeView view, List<Hop> hops) {
    /** How much is used of all that the node can run out of, as far as this look has read it. */
    public List<Outlook.Reading> levels() {
        return new Supplies(view, hops).readings();
    }

    /** How long the daemons took to answer. */
    public List<AnswerTime> answerTimes() {
        return hops.stream()
                .flatMap(hop ->
                        hop.probed(view).stream().flatMap(question -> question.answerTime(hop.name(), view).stream()))
                .toList();
    }
}
