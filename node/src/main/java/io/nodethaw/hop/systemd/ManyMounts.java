package io.nodethaw.hop.systemd;

import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Leftover;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Step;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.MountSummary;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.FiledContainers;
import io.nodethaw.hop.LeftoverKind;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** So many mounts that systemd, which reads all of them whenever one changes, is kept busy by every start and end of a pod. */
final class ManyMounts implements LeftoverKind {
    private static final String CODE = "systemd.many-mounts";

    /** From so many on: 110 pods, kubelet's default, have about ten each at most. */
    private static final int MANY = 2_000;

    @Override
    public Explanation explanation() {
        return new Explanation(
                CODE,
                "There are thousands of mounts. systemd reads all of them again whenever one is made or "
                        + "removed, and so do udisks, kubelet and "
                        + "others: every start and end of a container costs processor time in PID 1, and many at once keep it busy for "
                        + "seconds, in which it answers nobody.",
                List.of(
                        "findmnt -rno FSTYPE,TARGET | sort | uniq -c | sort -n | tail: a target that is there twice is a leak.",
                        "top -p 1 during starts of pods."),
                "Find who leaves them: a driver of CSI that mounts again and again, a container that shares "
                        + "mounts (rshared). Unmount what is "
                        + "there twice.",
                List.of("systemd issues 8703 and 31137", "systemd src/core/mount.c, mount_load_proc_self_mountinfo"));
    }

    @Override
    public Set<Key> wants(NodeView view, Depth depth) {
        var wants = new HashSet<Key>();
        if (depth == Depth.WORK) {
            FiledContainers.runtime(view).ifPresent(runtime -> wants.add(MountSummary.TYPE.key(runtime.pid())));
        }
        return wants;
    }

    @Override
    public List<Leftover> left(NodeView view) {
        return FiledContainers.runtime(view)
                .flatMap(runtime -> view.evidence()
                        .seen(MountSummary.TYPE, runtime.pid())
                        .filter(mounts -> mounts.total() >= MANY)
                        .map(mounts -> leftover(mounts, runtime.pid())))
                .stream()
                .toList();
    }

    private static Leftover leftover(MountSummary mounts, int runtime) {
        return new Leftover(
                CODE,
                new Vertex.Resource(Vertex.ResourceKind.LIMIT, "mounts"),
                "mounts",
                mounts.total() + " (" + mounts.most()
                        + "): systemd reads them all whenever one changes, so that starts and ends of pods keep it busy",
                true,
                new Step(
                        "findmnt -rno TARGET | sort | uniq -c | sort -n | tail",
                        "shows what is mounted more than once, which is a leak"),
                List.of(Proof.of("mounts of containerd", MountSummary.TYPE.key(runtime))));
    }
}
