package io.nodethaw.cli;

import io.nodethaw.analysis.Triage;
import io.nodethaw.analysis.Verdict;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.WaitGraph;
import java.time.Duration;
import java.util.Optional;

/**
 * What the rules made of one look.
 *
 * @param triage what follows from the verdict for a person on call
 * @param patience how long to wait for somebody who is late and may still answer, until that silence is a stall by itself; empty
 *     where nobody is
 */
public record Judged(NodeView view, WaitGraph graph, Verdict verdict, Triage triage, Optional<Duration> patience) {}
