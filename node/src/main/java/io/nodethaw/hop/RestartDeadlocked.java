package io.nodethaw.hop;

import io.nodethaw.analysis.Root;
import io.nodethaw.evidence.Goroutines;
import io.nodethaw.remedy.Check;
import io.nodethaw.remedy.Diagnosis;
import io.nodethaw.remedy.NodeAccess;
import io.nodethaw.remedy.Target;
import io.nodethaw.wait.Vertex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Starts a runtime anew whose own goroutines wait for each other: nothing else ends that. What it says of itself is kept before, with
 * the evidence.
 *
 * @param hop name of its hop
 * @param units that it may run in
 * @param sparesOthers true where what it has started must live on: its shims
 * @param premise what has to hold so that its containers live on
 */
public record RestartDeadlocked(String hop, Set<String> units, boolean sparesOthers, Premise premise)
        implements RestartService {
    @Override
    public String name() {
        return hop + ".restart-deadlocked";
    }

    @Override
    public Set<String> answers() {
        return Set.of(hop + ".deadlock");
    }

    @Override
    public String risk() {
        return "what is asked of it while it starts fails, and is tried again by whoever asked; containers go on";
    }

    /** The process whose goroutines are in the ring. */
    @Override
    public Optional<Target> target(Diagnosis now, Root root) {
        return root.vertex().whole() instanceof Vertex.Process process
                        && process.isCertain()
                        && now.graph()
                                .role(process)
                                .filter(role -> role.hop().equals(hop))
                                .isPresent()
                ? Optional.of(Target.of(process, now.view().name(process.pid())))
                : Optional.empty();
    }

    @Override
    public boolean offered(Diagnosis now, Target daemon) {
        return NodesOwn.isShown(now.view(), daemon.pid());
    }

    @Override
    public List<Check> premises(NodeAccess access, Target daemon, Diagnosis now) {
        var checks = new ArrayList<Check>();
        checks.add(Check.that(
                now.evidence().seen(Goroutines.TYPE, daemon.pid()).isPresent(),
                "its goroutines are in the evidence that is kept, for a bug report",
                "the goroutines of " + daemon.name() + " were not read: nodethaw stacks " + daemon.pid() + " first"));
        checks.addAll(premise.checks(access, now));
        return checks;
    }
}
