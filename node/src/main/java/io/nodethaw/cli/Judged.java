package io.nodethaw.cli;

import io.nodethaw.analysis.Verdict;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.WaitGraph;

/** What follows from one look. */
public record Judged(NodeView view, WaitGraph graph, Verdict verdict) {}
