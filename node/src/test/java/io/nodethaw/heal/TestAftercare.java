package io.nodethaw.heal;

import io.nodethaw.analysis.Root;
import io.nodethaw.remedy.Aftercare;
import io.nodethaw.remedy.Diagnosis;
import io.nodethaw.remedy.NodeAccess;
import io.nodethaw.remedy.Target;
import io.nodethaw.wait.Vertex;
import java.util.List;
import java.util.Set;

/** Ends what waits on a {@link SickNode}. */
record TestAftercare(SickNode node) implements Aftercare {
    @Override
    public String name() {
        return "work.end";
    }

    @Override
    public Set<String> formerNames() {
        return Set.of("END_PROCESS");
    }

    @Override
    public String title(Target target) {
        return "SIGKILL to " + target.name();
    }

    @Override
    public List<Target> waiting(Diagnosis now, Root root) {
        return root.victims().stream()
                .map(victim -> (Vertex.Process) victim.vertex())
                .map(process -> Target.of(process, "runc " + process.pid()))
                .toList();
    }

    @Override
    public void hold(NodeAccess access, Target target) {
        node.hold(target.vertex());
    }

    @Override
    public void letGo(NodeAccess access, Target target) {
        node.letGo(target.vertex());
    }

    @Override
    public boolean stillWaits(Diagnosis after, Target target) {
        return after.verdict().victims().stream()
                .anyMatch(victim -> victim.vertex().equals(target.vertex()));
    }

    @Override
    public String perform(NodeAccess access, Target target, Diagnosis now) {
        node.end(target.vertex());
        return "ended";
    }

    @Override
    public Became became(Target target, String mark, Diagnosis now) {
        return new Became(!now.lives(target.vertex()), "its life tells");
    }
}
