package io.nodethaw.hop.kernel;

import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Rule;
import io.nodethaw.evidence.Pressure;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.WaitGraph;
import java.util.List;
import java.util.Locale;

/** Counter-test: hardly any task has waited for I/O lately, so it is not the disk. */
final class DiskQuiet implements Rule {
    private static final Vertex DISK = new Vertex.Resource(Vertex.ResourceKind.KERNEL, "disk");

    /**
     * The greatest share of the last 10 s, in per cent, in which all tasks waited: disks of healthy nodes under load reach as
     * much.
     */
    private static final double QUIET_PERCENT = 10;

    @Override
    public Explanation explanation() {
        return new Explanation(
                "kernel.disk-quiet",
                "Pressure stall information shows next to no time in which all tasks waited for I/O.",
                List.of("cat /proc/pressure/io"),
                "Nothing to do.",
                List.of("Documentation/accounting/psi.rst"));
    }

    @Override
    public List<Finding> judge(NodeView view, WaitGraph graph) {
        return view
                .evidence()
                .seen(Pressure.TYPE)
                .filter(pressure -> pressure.ioFull() < QUIET_PERCENT)
                .<Finding>map(pressure -> {
                    var text = String.format(Locale.ROOT, "PSI io %.1f", pressure.ioFull());
                    return new Finding.Clear(
                            explanation().code(), DISK, text, List.of(Proof.of(text, Pressure.TYPE.key())));
                })
                .stream()
                .toList();
    }
}
