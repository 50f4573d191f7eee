package io.nodethaw.heal;

import io.nodethaw.analysis.Root;
import io.nodethaw.remedy.Diagnosis;
import io.nodethaw.remedy.NodeAccess;
import io.nodethaw.remedy.Remedy;
import io.nodethaw.remedy.Target;
import io.nodethaw.wait.Vertex;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Lets the stopped shim of a {@link SickNode} go on, and may end its container. */
record ShimRemedy(SickNode node) implements Remedy {
    @Override
    public String name() {
        return "work.continue";
    }

    @Override
    public Set<String> answers() {
        return Set.of(SickNode.STOPPED);
    }

    @Override
    public String title(Target target) {
        return "continue " + target.name();
    }

    @Override
    public String risk() {
        return "nobody knows";
    }

    @Override
    public boolean countsEachTarget() {
        return true;
    }

    @Override
    public Optional<Target> target(Diagnosis now, Root root) {
        return Optional.of(Target.of((Vertex.Process) root.vertex(), root.name()));
    }

    @Override
    public List<Target> ends(Diagnosis now, Target target) {
        return node.programEndsWithShim ? List.of(Target.of(SickNode.PROGRAM, "sleep 211")) : List.of();
    }

    @Override
    public String perform(NodeAccess access, Target target, Diagnosis now) {
        node.continueShim();
        return "told";
    }

    @Override
    public Became became(Target target, String mark, Diagnosis now) {
        return new Became(!node.shimIsStopped, "its state tells");
    }

    @Override
    public Duration settling() {
        return Duration.ofSeconds(5);
    }

    @Override
    public boolean isWell(NodeAccess access, Target target) {
        return !node.shimIsStopped;
    }

    @Override
    public String recovery() {
        return "goes on";
    }
}
