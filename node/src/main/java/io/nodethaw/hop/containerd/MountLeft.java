package io.nodethaw.hop.containerd;

import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Leftover;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Shell;
import io.nodethaw.analysis.Step;
import io.nodethaw.evidence.ContainerFolders;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.MountSummary;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.FiledContainers;
import io.nodethaw.hop.LeftoverKind;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The root file system of a container that is mounted in its bundle, while neither a process nor a shim of the container is left. */
final class MountLeft implements LeftoverKind {
    private static final String CODE = "containerd.mount-left";
    private static final String ROOT = "/rootfs";

    @Override
    public Explanation explanation() {
        return new Explanation(
                CODE,
                "The root file system of a container is mounted although the container and its shim are gone: "
                        + "containerd could not unmount it, "
                        + "or ended before it did. Its snapshot cannot be removed (\"device or resource "
                        + "busy\"), and the disk keeps what is in it.",
                List.of(
                        "findmnt -rn -t overlay shows the mount; its folder is named after the container.",
                        "pgrep -af ID, with the id of the container, finds neither a process nor a shim.",
                        "fuser -vm PATH shows who still uses it."),
                "umount PATH; if it is busy, end who uses it, or umount -l PATH. containerd removes the rest when it is started anew.",
                List.of("containerd core/runtime/v2/bundle.go, Delete", "containerd core/runtime/v2/shim_load.go"));
    }

    @Override
    public Set<Key> wants(NodeView view, Depth depth) {
        var wants = new HashSet<>(FiledContainers.wants(view, depth));
        if (depth == Depth.WORK) {
            FiledContainers.runtime(view).ifPresent(runtime -> wants.add(MountSummary.TYPE.key(runtime.pid())));
        }
        return wants;
    }

    @Override
    public List<Leftover> left(NodeView view) {
        var mounted = FiledContainers.runtime(view)
                .flatMap(runtime -> view.evidence().seen(MountSummary.TYPE, runtime.pid()))
                .map(mounts -> Set.copyOf(mounts.roots()))
                .orElse(Set.of());
        return mounted.isEmpty()
                ? List.of()
                : FiledContainers.inBoth(view, (folders, processes) -> dead(view, folders, processes))
                        .entrySet()
                        .stream()
                        .filter(dead -> mounted.contains(dead.getKey() + ROOT))
                        .map(dead -> leftover(view, dead.getKey(), dead.getValue()))
                        .toList();
    }

    private static Set<String> dead(NodeView view, ContainerFolders folders, ProcessTable processes) {
        var dead = new HashSet<String>();
        folders.bundles().stream()
                .filter(bundle -> FiledContainers.isOld(bundle.age())
                        && FiledContainers.shim(view, bundle).isEmpty())
                .filter(bundle -> bundle.pid().flatMap(processes::find).isEmpty())
                .filter(bundle -> folders.state(bundle.id())
                        .filter(state -> !FiledContainers.isGone(processes, state))
                        .isEmpty())
                .forEach(bundle -> dead.add(bundle.path()));
        return dead;
    }

    private static Leftover leftover(NodeView view, String bundle, boolean certain) {
        var path = bundle + ROOT;
        return new Leftover(
                CODE,
                new Vertex.Resource(Vertex.ResourceKind.MOUNT, path),
                FiledContainers.name(view, bundle.substring(bundle.lastIndexOf('/') + 1)),
                "is gone with its shim, and its root file system is still mounted",
                certain,
                new Step("umount " + Shell.word(path), "unmounts it; fuser -vm shows who uses it if it is busy"),
                List.of(
                        Proof.of(path + " is an overlay", MountSummary.TYPE.key(pid(view))),
                        Proof.of(
                                "no shim and no process of it", ContainerFolders.TYPE.key(), ProcessTable.TYPE.key())));
    }

    private static int pid(NodeView view) {
        return FiledContainers.runtime(view).map(Vertex.Process::pid).orElse(0);
    }
}
