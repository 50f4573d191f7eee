package io.nodethaw.hop.shim;

import io.nodethaw.analysis.Root;
import io.nodethaw.evidence.Goroutines;
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

/**
 * Ends one shim whose own goroutines wait for each other, or that answers nobody and whose containers are dead. Its runtime then cleans up
 * after it, which ends its containers, if any live; kubelet starts those of pods again.
 */
final class EndShim implements EndProcess {
    private static final Duration DEATH = Duration.ofSeconds(10);

    @Override
    public String name() {
        return "shim.end";
    }

    @Override
    public Set<String> answers() {
        return Set.of("shim.deadlock", SilentWithoutContainer.CODE);
    }

    @Override
    public String title(Target shim) {
        return "SIGKILL to " + shim.name();
    }

    @Override
    public String risk() {
        return "containers of it that live end with it; those of pods are started again, those of others only where a restart policy says so";
    }

    /** The shim itself, also where the ring is one of its goroutines. */
    @Override
    public Optional<Target> target(Diagnosis now, Root root) {
        return root.vertex().whole() instanceof Vertex.Process process
                        && process.isCertain()
                        && now.graph()
                                .role(process)
                                .filter(role -> role.hop().equals(ShimHop.NAME))
                                .isPresent()
                ? Optional.of(Target.of(process, "shim " + process.pid()))
                : Optional.empty();
    }

    /** Its children are the first processes of its containers. */
    @Override
    public List<Target> ends(Diagnosis now, Target shim) {
        var children = now.view().childrenOf(shim.pid()).stream()
                .map(Vertex.Process::of)
                .toList();
        return now.running().stream()
                .filter(first -> children.contains(first.vertex()))
                .toList();
    }

    @Override
    public boolean offered(Diagnosis now, Target shim) {
        return NodesOwn.isShown(now.view(), shim.pid());
    }

    @Override
    public List<Check> checks(NodeAccess access, Target shim, Diagnosis now) {
        return checks(shim, NodesOwn.read(access, shim), now);
    }

    static List<Check> checks(Target shim, NodesOwn read, Diagnosis now) {
        return List.of(
                read.same(shim),
                read.untraced(shim),
                read.own(shim),
                Check.that(
                        now.evidence().seen(Goroutines.TYPE, shim.pid()).isPresent(),
                        "its goroutines are in the evidence that is kept, for a bug report",
                        "the goroutines of " + shim.name() + " were not read: nodethaw stacks " + shim.pid()
                                + " first"));
    }

    @Override
    public Duration settling() {
        return DEATH;
    }
}
