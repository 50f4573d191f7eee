package io.nodethaw.report;

import io.nodethaw.analysis.Triage;
import io.nodethaw.analysis.Verdict;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.WaitGraph;
import java.util.List;

/**
 * A verdict with what is needed to print it.
 *
 * @param graph all waits, including those that do not matter for the verdict
 * @param view the evidence, for names
 * @param triage what follows from the verdict for a person on call
 * @param tool name and version of this program
 * @param source file that was judged; empty for this node
 * @param notes lines to add to those of the verdict: what could not be used in a file
 */
public record Report(
        Verdict verdict,
        WaitGraph graph,
        NodeView view,
        Triage triage,
        String tool,
        String source,
        List<String> notes) {
    public Report {
        notes = List.copyOf(notes);
    }

    /** Prints it. Ends with a line feed. */
    public String print(OutputFormat format, Ink ink) {
        return switch (format) {
            case TEXT, HTML -> new FirstScreen(this, ink).print();
            case WIDE -> new WideReport(this, ink).print();
            case LINE -> Line.of(this);
            case JSON, YAML -> Trees.print(VerdictTree.of(this), format);
            case DOT -> DotReport.of(this);
        };
    }

    VertexNames names() {
        return new VertexNames(view, graph);
    }
}
