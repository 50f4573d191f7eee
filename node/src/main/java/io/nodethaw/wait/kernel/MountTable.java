package io.nodethaw.wait.kernel;

import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.Mounts;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.wait.NodeView;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The mounts that a process sees, and what they are called on the node. */
public record MountTable(NodeView view, int pid) {
    /** The mount that a path of the process lies on: the innermost one. */
    public Optional<Mounts.Mount> of(String path) {
        return mounts(pid).stream()
                .filter(mount -> path.equals(mount.point())
                        || path.startsWith(mount.point().equals("/") ? "/" : mount.point() + "/"))
                .reduce((a, b) -> b.point().length() >= a.point().length() ? b : a);
    }

    /** The only FUSE mount that the process sees; empty when there are several. */
    Optional<Mounts.Mount> onlyFuse() {
        var fuse = mounts(pid).stream().filter(MountTable::isFuse).toList();
        return fuse.stream()
                                .map(mount -> mount.device().isEmpty() ? mount.point() : mount.device())
                                .distinct()
                                .count()
                        == 1
                ? Optional.of(fuse.getFirst())
                : Optional.empty();
    }

    static boolean isFuse(Mounts.Mount mount) {
        return mount.type().equals("fuse")
                || mount.type().equals("fuseblk")
                || mount.type().startsWith("fuse.");
    }

    /**
     * Where the same file system is mounted for PID 1: a path in a container helps nobody on the node. Of several places that
     * which shows most of it.
     */
    String pointOnNode(Mounts.Mount mount) {
        if (mount.device().isEmpty()) {
            return mount.point();
        }
        var same = mounts(ProcessTable.INIT).stream()
                .filter(other -> other.device().equals(mount.device()))
                .toList();
        boolean isThere = same.stream().anyMatch(other -> other.point().equals(mount.point()));
        return isThere
                ? mount.point()
                : same.stream()
                        .min(Comparator.comparingInt(other -> other.root().length()))
                        .map(Mounts.Mount::point)
                        .orElse(mount.point());
    }

    /** The device of the mount with this number, "MAJOR:MINOR". */
    Optional<String> device(int id) {
        return mounts(pid).stream()
                .filter(mount -> mount.id() == id)
                .map(Mounts.Mount::device)
                .findFirst();
    }

    /** Of files, those of PID 1 where none tells those of the process: people list the mounts of the node. */
    private List<Mounts.Mount> mounts(int of) {
        return view.evidence()
                .seen(Mounts.TYPE, of)
                .or(() -> view.evidence().isFromFiles()
                        ? view.evidence().seen(Mounts.TYPE, ProcessTable.INIT)
                        : Optional.empty())
                .map(Mounts::mounts)
                .orElse(List.of());
    }

    /** What has to be read to know them. */
    static Set<Key> wants(int pid) {
        return pid == ProcessTable.INIT
                ? Set.of(Mounts.TYPE.key(pid))
                : Set.of(Mounts.TYPE.key(pid), Mounts.TYPE.key(ProcessTable.INIT));
    }
}
