package io.nodethaw.hop.kernel;

import io.nodethaw.analysis.Root;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.hop.EndProcess;
import io.nodethaw.hop.NodesOwn;
import io.nodethaw.remedy.Check;
import io.nodethaw.remedy.Diagnosis;
import io.nodethaw.remedy.NodeAccess;
import io.nodethaw.remedy.Target;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Wait;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Ends a helper of the node, such as a CNI plug-in, that holds the lock of the addresses of pods, while others have waited for it past
 * their limit. A daemon, and whoever somebody has started by hand, is left alone.
 */
final class EndLockHolder implements EndProcess {
    /** Where CNI plug-ins have their locks (plugins/ipam/host-local/backend/disk, defaultDataDir; and what others have chosen). */
    private static final List<String> FOLDERS = List.of("/var/lib/cni/", "/run/cni/", "/var/run/cni/");

    /** Kubelet and runtimes give up a pod's network long before (0006). */
    private static final Duration LEAST = Duration.ofMinutes(2);

    private static final Duration DEATH = Duration.ofSeconds(5);

    @Override
    public String name() {
        return "kernel.end";
    }

    @Override
    public Set<String> answers() {
        return Set.of(FileLockHeld.CODE);
    }

    @Override
    public String title(Target holder) {
        return "SIGKILL to " + holder.name() + ", which holds the lock";
    }

    @Override
    public String risk() {
        return "what the holder was at is broken off: an address that it has reserved may stay reserved until the network's garbage is collected";
    }

    @Override
    public Optional<Target> target(Diagnosis now, Root root) {
        boolean holds = now.graph().to(root.vertex()).stream().anyMatch(edge -> edge.kind() == Wait.HELD_BY);
        return holds
                        && root.vertex() instanceof Vertex.Process process
                        && process.isCertain()
                        && now.graph().role(process).isEmpty()
                ? Optional.of(Target.of(process, root.name()))
                : Optional.empty();
    }

    @Override
    public boolean offered(Diagnosis now, Target holder) {
        return NodesOwn.isShown(now.view(), holder.pid())
                && lock(holder, now).refusal().isEmpty()
                && alone(holder, now).refusal().isEmpty()
                && old(holder, now).refusal().isEmpty();
    }

    @Override
    public List<Check> checks(NodeAccess access, Target holder, Diagnosis now) {
        return checks(holder, NodesOwn.read(access, holder), now);
    }

    static List<Check> checks(Target holder, NodesOwn read, Diagnosis now) {
        return List.of(
                read.same(holder),
                read.untraced(holder),
                read.own(holder),
                lock(holder, now),
                alone(holder, now),
                old(holder, now),
                mortal(holder, read));
    }

    private static Check lock(Target holder, Diagnosis now) {
        var file = now.evidence().seen(Descriptors.TYPE, holder.pid()).stream()
                .flatMap(open -> open.open().stream())
                .map(Descriptors.Descriptor::target)
                .filter(path -> FOLDERS.stream().anyMatch(path::startsWith))
                .findFirst();
        return Check.that(
                file.isPresent(),
                "it is a lock of pod networks: " + file.orElse(""),
                "the lock of " + holder.name()
                        + " is none of pod networks: what it is for, and what breaks when its holder ends, is not known; "
                        + "see what it is at work on, then kill " + holder.pid());
    }

    /** A lock of flock(2) is that of an open file, which children have too: it is let go when the last of them has ended. */
    private static Check alone(Target holder, Diagnosis now) {
        return now.view().childrenOf(holder.pid()).stream()
                .filter(child -> !child.isGone())
                .findFirst()
                .map(child -> Check.refuses(
                        "it has no child",
                        holder.name() + " has started " + now.view().name(child.pid())
                                + ", which may hold the lock too: see what that one is at, nodethaw chain "
                                + child.pid()))
                .orElseGet(() -> Check.holds("it has no child"));
    }

    private static Check old(Target holder, Diagnosis now) {
        var age = now.view().process(holder.pid()).flatMap(now.view()::age);
        return Check.that(
                age.filter(time -> time.compareTo(LEAST) >= 0).isPresent(),
                holder.name() + " is past its limit",
                holder.name() + " has not run for " + LEAST.toSeconds() + " s: it may still end by itself");
    }

    private static Check mortal(Target holder, NodesOwn read) {
        return Check.that(
                read.process().seen().filter(now -> now.state() == 'D').isEmpty(),
                "no wait in the kernel keeps it from ending",
                holder.name()
                        + " is held in the kernel (state D) and cannot be ended: see what holds it, nodethaw chain "
                        + holder.pid());
    }

    @Override
    public Duration settling() {
        return DEATH;
    }
}
