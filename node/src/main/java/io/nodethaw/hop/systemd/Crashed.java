package io.nodethaw.hop.systemd;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Root;
import io.nodethaw.analysis.Rule;
import io.nodethaw.analysis.Step;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Reading;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.WaitGraph;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * systemd has crashed and sleeps for ever. It has closed all its files then, so that nobody waits for it, which no PID 1 at work does: its
 * event loop is a file too (src/basic/process-util.c, freeze; src/core/crash-handler.c). Or a log says so.
 */
final class Crashed implements Rule {
    @Override
    public Explanation explanation() {
        return InitSaid.CRASHED.explanation();
    }

    @Override
    public List<Victim> victims(NodeView view, Collection<Role> roles) {
        return InitSaid.CRASHED.victims(view, roles);
    }

    @Override
    public List<Finding> judge(NodeView view, WaitGraph graph) {
        var systemd = SystemdHop.systemd(view);
        if (systemd.isEmpty() || !hasClosedAll(view)) {
            return InitSaid.CRASHED.judge(view, graph);
        }
        var proofs = new ArrayList<Proof>();
        proofs.add(Proof.of(
                "it has closed all its files, even that of its event loop", Descriptors.TYPE.key(ProcessTable.INIT)));
        if (view.evidence().reading(PrivateReply.TYPE) instanceof Reading.Failed<?>(var why)) {
            proofs.add(Proof.of("its private socket: " + why, PrivateReply.TYPE.key()));
        }
        return List.of(new Finding.Stuck(
                explanation().code(),
                systemd.get(),
                Confidence.PROVEN,
                "has crashed and does nothing any more",
                proofs));
    }

    /** True when its open files were read, and there were none but those that stay. */
    static boolean hasClosedAll(NodeView view) {
        return view.evidence()
                .seen(Descriptors.TYPE, ProcessTable.INIT)
                .filter(Descriptors::hasStandardStreamsOnly)
                .isPresent();
    }

    @Override
    public Optional<Step> step(NodeView view, WaitGraph graph, Root root) {
        return InitSaid.CRASHED.step(view, graph, root);
    }
}
