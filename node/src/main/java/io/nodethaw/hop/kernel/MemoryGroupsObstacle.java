package io.nodethaw.hop.kernel;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Step;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.MemoryGroups;
import io.nodethaw.evidence.RefusedStarts;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.Obstacle;
import io.nodethaw.hop.Refusal;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * There is no number for another memory control group. Of the groups that are counted some may have no number: removed ones give it
 * back since Linux 4.8, unless something of them is swapped out, and in the tree of all controllers (cgroup v2) there are groups without
 * this one. So the count alone makes nothing certain; a folder that a daemon could not make does.
 */
record MemoryGroupsObstacle() implements Obstacle {
    private static final String LABEL = "memory control groups";

    /** A pod has one, and each of its containers. Our choice: a pod of a few. */
    private static final long OF_A_START = 8;

    /** In the words of runc and kubelet. An error of a file in a group (a cpuset without processors says the same) is another matter. */
    private static final Pattern FOLDER = Pattern.compile("mkdir \\S{0,200}cgroup");

    /** The second is what older kernels say of it (mm/memcontrol.c, mem_cgroup_css_alloc). */
    private static final Set<RefusedStarts.Why> WHY = Set.of(RefusedStarts.Why.NO_SPACE, RefusedStarts.Why.NO_MEMORY);

    @Override
    public Explanation explanation() {
        return new Explanation(
                "kernel.memory-groups",
                "The kernel has numbers for 65,535 memory control groups, and a daemon could not make another (\"mkdir ...: no space left on "
                        + "device\", on older kernels \"cannot allocate memory\"). Each container has some: none can be started. Groups that were "
                        + "removed count while they keep memory.",
                List.of(
                        "grep memory /proc/cgroups: the third column counts the groups, removed ones too.",
                        "find /sys/fs/cgroup/memory -type d | wc -l, or of /sys/fs/cgroup, counts those that are there.",
                        "mkdir /sys/fs/cgroup/memory/try && rmdir /sys/fs/cgroup/memory/try (without memory/ on cgroup v2) shows whether one can be made."),
                "Where far fewer are there than the kernel counts, sysctl vm.drop_caches=3 makes removed groups let go of caches (reads are slower "
                        + "for a while), swapoff -a of what is swapped out (it needs memory for that); kernels before 4.8 need a reboot in the end. Where they are there, remove those that nobody uses.",
                List.of("kernel: mm/memcontrol.c, MEM_CGROUP_ID_MAX", "man 7 cgroups, /proc/cgroups"));
    }

    /** Reading it takes a lock of older kernels, so the child does, which a look has where all answer and where it looks closely. */
    @Override
    public Set<Key> wants(NodeView view, Depth depth) {
        return switch (depth) {
            case LIGHT, COSTLY -> Set.of();
            case WORK -> Set.of(MemoryGroups.TYPE.key());
            case CLOSE ->
                met(view).isEmpty()
                        ? Set.of(MemoryGroups.TYPE.key())
                        : Set.of(MemoryGroups.TYPE.key(), RefusedStarts.TYPE.key());
        };
    }

    @Override
    public List<Met> met(NodeView view) {
        return view.evidence().seen(MemoryGroups.TYPE).stream()
                .filter(read -> read.groups() + OF_A_START > MemoryGroups.MOST)
                .map(read -> met(view, read.groups()))
                .toList();
    }

    private static Met met(NodeView view, long groups) {
        var refusal = refusal(view);
        var title =
                (groups < MemoryGroups.MOST ? "nearly used up, " : "used up, ") + groups + " of " + MemoryGroups.MOST;
        return new Met(
                new Vertex.Resource(Vertex.ResourceKind.LIMIT, LABEL),
                LABEL,
                title,
                refusal.certainty(false),
                Confidence.LIKELY,
                refusal.after(Proof.of(LABEL + " are " + title, MemoryGroups.TYPE.key())));
    }

    private static Refusal refusal(NodeView view) {
        return new Refusal(view.evidence().seen(RefusedStarts.TYPE).stream()
                .flatMap(starts -> starts.lines().stream())
                .filter(line ->
                        WHY.contains(line.why()) && FOLDER.matcher(line.text()).find())
                .findFirst());
    }

    @Override
    public Optional<Step> step(NodeView view, Met met) {
        return Optional.of(new Step(
                "sysctl -w vm.drop_caches=3",
                "makes removed groups let go of caches; then count again: grep memory /proc/cgroups"));
    }
}
