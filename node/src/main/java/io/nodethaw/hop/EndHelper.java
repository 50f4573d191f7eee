package io.nodethaw.hop;

import io.nodethaw.analysis.Root;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.remedy.Check;
import io.nodethaw.remedy.Diagnosis;
import io.nodethaw.remedy.NodeAccess;
import io.nodethaw.remedy.Target;
import io.nodethaw.wait.Vertex;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Ends one helper of a daemon that is long past its limit and does nothing. Whose it is, its parent tells: a daemon of the node that is
 * seen to wait for it. What it is called only speaks against it.
 *
 * @param name of the act
 * @param code of the finding
 * @param risk what it may cost
 */
public record EndHelper(String name, String code, String risk) implements EndProcess {
    private static final Duration DEATH = Duration.ofSeconds(5);

    /** Programs that may leave a file system half made or half mended. */
    private static final Pattern MENDS =
            Pattern.compile("(?:fsck|mkfs|mke2fs|e2fsck|resize2fs|tune2fs|xfs_|btrfs|cryptsetup|dmsetup|lvm|vg|lv).*");

    /** What is read right before. */
    record Read(NodesOwn helper, NodesOwn daemon) {}

    @Override
    public Set<String> answers() {
        return Set.of(code);
    }

    @Override
    public String title(Target helper) {
        return "SIGKILL to " + helper.name();
    }

    /** A child of a daemon of the chain, and none itself. */
    @Override
    public Optional<Target> target(Diagnosis now, Root root) {
        return root.vertex() instanceof Vertex.Process process
                        && process.isCertain()
                        && now.graph().role(process).isEmpty()
                        && daemon(now, process.pid()).isPresent()
                ? Optional.of(Target.of(process, root.name()))
                : Optional.empty();
    }

    private static Optional<Target> daemon(Diagnosis now, int helper) {
        return now.view()
                .process(helper)
                .flatMap(process -> now.view().vertex(process.parent()))
                .filter(parent -> parent.isCertain() && now.graph().role(parent).isPresent())
                .map(parent -> Target.of(parent, now.view().name(parent.pid())));
    }

    @Override
    public boolean offered(Diagnosis now, Target helper) {
        return daemon(now, helper.pid())
                        .filter(daemon -> NodesOwn.isShown(now.view(), daemon.pid()))
                        .isPresent()
                && alone(helper, now).refusal().isEmpty();
    }

    @Override
    public List<Check> checks(NodeAccess access, Target helper, Diagnosis now) {
        return daemon(now, helper.pid())
                .map(daemon -> checks(
                        helper,
                        daemon,
                        new Read(NodesOwn.read(access, helper), NodesOwn.read(access, daemon)),
                        now))
                .orElseGet(() -> List.of(Check.refuses(
                        "a daemon of the node runs it", "no daemon runs " + helper.name() + " any more: diagnose again")));
    }

    static List<Check> checks(Target helper, Target daemon, Read read, Diagnosis now) {
        return List.of(
                read.helper().same(helper),
                read.helper().untraced(helper),
                read.daemon().same(daemon),
                read.daemon().own(daemon),
                childOf(helper, daemon, read),
                alone(helper, now),
                mortal(helper, read.helper()),
                harmless(helper, read.helper()));
    }

    /** It may be in a scope of its own, as systemd-run makes one for mount. */
    private static Check childOf(Target helper, Target daemon, Read read) {
        boolean child = read.helper()
                        .process()
                        .seen()
                        .filter(process -> process.parent() == daemon.pid())
                        .isPresent()
                && read.helper().namespaces().process() != 0
                && read.helper().namespaces().process()
                        == read.helper().ofInit().process();
        return Check.that(
                child,
                helper.name() + " is a child of " + daemon.name() + ", with the process numbers of PID 1",
                helper.name() + " is not, or not any more, a child of " + daemon.name() + ": who started it decides");
    }

    /** What it has started would go on, and keep its output open, for which the daemon waits too. */
    private static Check alone(Target helper, Diagnosis now) {
        return now.view().childrenOf(helper.pid()).stream()
                .filter(child -> !child.isGone())
                .findFirst()
                .map(child -> Check.refuses(
                        "it has no child",
                        helper.name() + " itself waits for " + now.view().name(child.pid())
                                + ": see what that one waits for, nodethaw chain " + child.pid()))
                .orElseGet(() -> Check.holds("it has no child"));
    }

    private static Check mortal(Target helper, NodesOwn read) {
        return Check.that(
                read.process().seen().filter(now -> now.state() == 'S').isPresent(),
                "it sleeps, and no wait in the kernel keeps it from ending",
                helper.name() + " does not sleep, or is held in the kernel: see what it is at, nodethaw chain "
                        + helper.pid());
    }

    private static Check harmless(Target helper, NodesOwn read) {
        return Check.that(
                read.process()
                        .seen()
                        .map(ProcessTable.Entry::comm)
                        .filter(comm -> !MENDS.matcher(comm).matches())
                        .isPresent(),
                "it is none of the programs that make or mend a file system",
                helper.name() + " may leave a file system half mended: look at it first");
    }

    @Override
    public Duration settling() {
        return DEATH;
    }
}
