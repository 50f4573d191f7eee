package io.nodethaw.wait.kernel;

import io.nodethaw.evidence.DescriptorInfo;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.Mounts;
import io.nodethaw.wait.NodeView;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Programs that decide whether others may open files, such as virus scanners: the kernel lets an open wait until they have
 * answered (fs/notify/fanotify). The fdinfo of their fanotify file lists what they decide on.
 */
final class FanotifyListeners {
    private static final String FILE = "anon_inode:[fanotify]";

    private FanotifyListeners() {}

    /**
     * Those whose answer a process waits for: they decide on files of this mount; where none is seen to do so, all that decide
     * on anything.
     */
    static List<NodeView.OpenFile> of(NodeView view, int waiter, Optional<Mounts.Mount> mount) {
        var all = view.holdersOf(FILE).stream()
                .filter(holder ->
                        holder.pid() != waiter && decides(view, holder).isPresent())
                .toList();
        var here = all.stream()
                .filter(holder ->
                        mount.filter(wanted -> decidesOn(view, holder, wanted)).isPresent())
                .toList();
        return here.isEmpty() ? all : here;
    }

    private static Optional<DescriptorInfo.Decides> decides(NodeView view, NodeView.OpenFile holder) {
        return view.info(holder).flatMap(DescriptorInfo::decides);
    }

    private static boolean decidesOn(NodeView view, NodeView.OpenFile holder, Mounts.Mount mount) {
        var table = new MountTable(view, holder.pid());
        return decides(view, holder)
                .filter(on -> on.devices().contains(mount.device())
                        || on.mounts().stream().anyMatch(id -> table.device(id).equals(Optional.of(mount.device()))))
                .isPresent();
    }

    /** What has to be read about processes that may be such a program. */
    static Set<Key> wants(NodeView view) {
        var wants = new LinkedHashSet<Key>();
        for (var holder : view.holdersOf(FILE)) {
            wants.add(DescriptorInfo.key(holder.pid(), holder.fd()));
            if (decides(view, holder).isPresent()) {
                wants.addAll(MountTable.wants(holder.pid()));
            }
        }
        return wants;
    }
}
