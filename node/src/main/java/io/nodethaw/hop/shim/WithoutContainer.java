package io.nodethaw.hop.shim;

import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Leftover;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Step;
import io.nodethaw.evidence.ContainerFolders;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.hop.Addresses;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.FiledContainers;
import io.nodethaw.hop.LeftoverKind;
import io.nodethaw.wait.NodeView;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A shim that has no container and whose bundle is removed: nobody knows of it any more, and nobody will end it. */
final class WithoutContainer implements LeftoverKind {
    private static final String CODE = "shim.without-container";

    /** What the kernel writes after the name of a folder that was removed (fs/d_path.c). */
    private static final String REMOVED = " (deleted)";

    @Override
    public Explanation explanation() {
        return new Explanation(
                CODE,
                "A shim runs without a container, and the folder that containerd had for it is removed: "
                        + "containerd was ended, or gave up, while "
                        + "it started or removed the container. Nobody will end the shim; it costs some MiB of memory and a dozen tasks.",
                List.of(
                        "readlink /proc/PID/cwd ends in \"(deleted)\".",
                        "ps -o pid,stat,comm --ppid PID shows no child, or only dead ones.",
                        "ctr -n k8s.io tasks list (or -n moby) does not list its container, which is the "
                                + "argument of -id in its command line."),
                "kill -9 PID: no container ends with it.",
                List.of(
                        "containerd core/runtime/v2/shim_load.go",
                        "containerd core/runtime/v2/shim.go, cleanupAfterDeadShim"));
    }

    @Override
    public Set<Key> wants(NodeView view, Depth depth) {
        return FiledContainers.wants(view, depth);
    }

    @Override
    public List<Leftover> left(NodeView view) {
        var alone = FiledContainers.inBoth(view, (folders, processes) -> alone(view, folders, processes));
        return alone.entrySet().stream()
                .map(shim -> new Leftover(
                        CODE,
                        shim.getKey().process(),
                        "shim " + shim.getKey().process().pid(),
                        "has no container, and the folder of the one that it was for is removed",
                        shim.getValue(),
                        new Step("kill -9 " + shim.getKey().process().pid(), "ends it; no container ends with it"),
                        List.of(
                                Proof.of(
                                        "its working directory is removed",
                                        Descriptors.TYPE.key(
                                                shim.getKey().process().pid())),
                                Proof.of("no bundle names its socket", ContainerFolders.TYPE.key()),
                                Proof.of("no process is below it", ProcessTable.TYPE.key()))))
                .toList();
    }

    private static Set<Addresses.Shim> alone(NodeView view, ContainerFolders folders, ProcessTable processes) {
        var alone = new HashSet<Addresses.Shim>();
        Addresses.shims(view).stream()
                .filter(shim -> isRemoved(view, shim) && isOld(view, shim))
                .filter(shim ->
                        processes.childrenOf(shim.process().pid()).stream().allMatch(ProcessTable.Entry::isGone))
                .filter(shim -> folders.bundles().stream()
                        .noneMatch(bundle -> bundle.address().contains(shim.path())))
                .forEach(alone::add);
        return alone;
    }

    private static boolean isRemoved(NodeView view, Addresses.Shim shim) {
        return view.evidence()
                .seen(Descriptors.TYPE, shim.process().pid())
                .filter(open -> open.workingDirectory().endsWith(REMOVED))
                .isPresent();
    }

    private static boolean isOld(NodeView view, Addresses.Shim shim) {
        return FiledContainers.isOld(view.process(shim.process().pid()).flatMap(view::age));
    }
}
