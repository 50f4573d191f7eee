package io.nodethaw.hop;

import io.nodethaw.analysis.Root;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.remedy.Check;
import io.nodethaw.remedy.Diagnosis;
import io.nodethaw.remedy.NodeAccess;
import io.nodethaw.remedy.Target;
import io.nodethaw.wait.Vertex;
import java.time.Duration;
import java.util.ArrayList;
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

    /** A daemon runs a driver, which runs mount, which runs mount.nfs. */
    private static final int GENERATIONS = 4;

    /** Who runs whom: from the daemon down to the parent of the helper. */
    record Line(Target daemon, List<Target> between) {}

    /**
     * What is read right before.
     *
     * @param between of those between the daemon and the helper, from the daemon down
     */
    record Read(NodesOwn helper, List<NodesOwn> between, NodesOwn daemon) {}

    @Override
    public Set<String> answers() {
        return Set.of(code);
    }

    @Override
    public String title(Target helper) {
        return "SIGKILL to " + helper.name();
    }

    /**
     * Run by a daemon of the chain, and none itself. Where it has started another one, and that one a third, the last of them is meant:
     * the others go on when that has ended.
     */
    @Override
    public Optional<Target> target(Diagnosis now, Root root) {
        return root.vertex() instanceof Vertex.Process process
                        && now.graph().role(process).isEmpty()
                ? now.view()
                        .process(process.pid())
                        .map(helper -> StandsStill.last(now.view(), helper))
                        .filter(last -> line(now, last.pid()).isPresent())
                        .flatMap(last -> now.view().vertex(last.pid()))
                        .filter(Vertex.Process::isCertain)
                        .map(last -> Target.of(last, now.view().name(last.pid())))
                : Optional.empty();
    }

    private static Optional<Line> line(Diagnosis now, int helper) {
        var between = new ArrayList<Target>();
        int at = helper;
        for (int i = 0; i < GENERATIONS; i++) {
            var parent = now.view()
                    .process(at)
                    .flatMap(process -> now.view().vertex(process.parent()))
                    .filter(Vertex.Process::isCertain);
            if (parent.isEmpty()) {
                return Optional.empty();
            }
            var target = Target.of(parent.get(), now.view().name(parent.get().pid()));
            if (now.graph().role(parent.get()).isPresent()) {
                return target.pid() == ProcessTable.INIT
                        ? Optional.empty()
                        : Optional.of(new Line(target, between.reversed()));
            }
            between.add(target);
            at = target.pid();
        }
        return Optional.empty();
    }

    @Override
    public boolean offered(Diagnosis now, Target helper) {
        return line(now, helper.pid())
                        .filter(line ->
                                NodesOwn.isShown(now.view(), line.daemon().pid()))
                        .isPresent()
                && alone(helper, now).refusal().isEmpty();
    }

    @Override
    public List<Check> checks(NodeAccess access, Target helper, Diagnosis now) {
        return line(now, helper.pid())
                .map(line -> checks(helper, line, read(access, helper, line), now))
                .orElseGet(() -> List.of(Check.refuses(
                        "a daemon of the node runs it",
                        "no daemon runs " + helper.name() + " any more: diagnose again")));
    }

    private static Read read(NodeAccess access, Target helper, Line line) {
        return new Read(
                NodesOwn.read(access, helper),
                line.between().stream().map(one -> NodesOwn.read(access, one)).toList(),
                NodesOwn.read(access, line.daemon()));
    }

    static List<Check> checks(Target helper, Line line, Read read, Diagnosis now) {
        var daemon = line.daemon();
        return List.of(
                read.helper().same(helper),
                read.helper().untraced(helper),
                read.daemon().same(daemon),
                read.daemon().own(daemon),
                runBy(helper, line, read),
                alone(helper, now),
                mortal(helper, read.helper()),
                harmless(helper, read.helper()));
    }

    /** It may be in a scope of its own, as systemd-run makes one for mount. */
    private static Check runBy(Target helper, Line line, Read read) {
        boolean same = read.helper().namespaces().process() != 0
                && read.helper().namespaces().process()
                        == read.helper().ofInit().process();
        int parent = line.daemon().pid();
        for (int i = 0; i < line.between().size(); i++) {
            var one = line.between().get(i);
            same = same && isChild(read.between().get(i), one, parent);
            parent = one.pid();
        }
        return Check.that(
                same && isChild(read.helper(), helper, parent),
                helper.name() + " is run by " + line.daemon().name() + ", with the process numbers of PID 1",
                helper.name() + " is not, or not any more, run by "
                        + line.daemon().name() + ": who started it decides");
    }

    private static boolean isChild(NodesOwn read, Target child, int parent) {
        return read.process()
                .seen()
                .filter(now -> now.parent() == parent && Vertex.Process.of(now).equals(child.vertex()))
                .isPresent();
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
