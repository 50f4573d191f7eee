package io.nodethaw.hop.runc;

import io.nodethaw.analysis.Root;
import io.nodethaw.hop.EndProcess;
import io.nodethaw.hop.NodesOwn;
import io.nodethaw.remedy.Check;
import io.nodethaw.remedy.Diagnosis;
import io.nodethaw.remedy.NodeAccess;
import io.nodethaw.remedy.Target;
import io.nodethaw.wait.Vertex;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Ends one runc whose reply was lost before this program came. What a cure of its own has lost is ended by its aftercare. */
final class EndUnanswered implements EndProcess {
    private static final Duration DEATH = Duration.ofSeconds(5);

    @Override
    public String name() {
        return "runc.end-unanswered";
    }

    @Override
    public Set<String> answers() {
        return Set.of(ReplyLost.CODE);
    }

    @Override
    public String title(Target runc) {
        return "SIGKILL to " + runc.name();
    }

    @Override
    public String risk() {
        return "the start or stop that it was at fails, and its shim cleans up; whoever wanted it has to ask again, as kubelet does";
    }

    /** A runtime at work, which is a child of a shim or of a runtime. */
    @Override
    public Optional<Target> target(Diagnosis now, Root root) {
        return root.vertex().whole() instanceof Vertex.Process process && process.isCertain()
                ? operation(now, process).map(operation -> Target.of(process, operation.label()))
                : Optional.empty();
    }

    private static Optional<Operation> operation(Diagnosis now, Vertex.Process process) {
        return Operation.all(now.view()).stream()
                .filter(operation -> operation.vertex().equals(process) && !operation.finished())
                .findFirst();
    }

    @Override
    public boolean offered(Diagnosis now, Target runc) {
        return NodesOwn.isShown(now.view(), runc.pid());
    }

    @Override
    public List<Check> checks(NodeAccess access, Target runc, Diagnosis now) {
        return checks(runc, NodesOwn.read(access, runc), now);
    }

    static List<Check> checks(Target runc, NodesOwn read, Diagnosis now) {
        return List.of(
                read.same(runc),
                read.untraced(runc),
                read.own(runc),
                Check.that(
                        operation(now, runc.vertex()).isPresent(),
                        runc.name() + " is a child of a shim or a runtime, and its work is unfinished",
                        runc.name() + " has finished its work, or nobody of the node started it: diagnose again"));
    }

    @Override
    public Duration settling() {
        return DEATH;
    }
}
