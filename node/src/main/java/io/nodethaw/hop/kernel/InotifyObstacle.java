package io.nodethaw.hop.kernel;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Step;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.InotifyLimit;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.RefusedStarts;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.Obstacle;
import io.nodethaw.hop.OpenFilesOfAll;
import io.nodethaw.hop.Refusal;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.OfReading;
import io.nodethaw.wait.Vertex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** All inotify instances that a user may have are in use: kubelet, runtimes and what watches files in pods cannot begin. */
record InotifyObstacle() implements Obstacle {
    static final String INOTIFY = "anon_inode:inotify";

    /** Those of one process. */
    static final OfReading<Descriptors, Long> OF_ONE =
            OpenFilesOfAll.counting(open -> open.target().equals(INOTIFY));

    static final String LIMIT = "fs.inotify.max_user_instances";

    /** The usual limit is 128 (fs/notify/inotify/inotify_user.c); with fewer open it is not even read. */
    static final long FEW = 100;

    /** What distributions of Kubernetes set; an instance that is not used costs nothing. */
    private static final long ENOUGH = 8192;

    @Override
    public Explanation explanation() {
        return new Explanation(
                "kernel.inotify-instances",
                "The processes of this node have as many inotify instances as one user may have, and a daemon was refused one "
                        + "(\"too many open files\"). The limit counts for each user over all pods, and most pods are root.",
                List.of(
                        "sysctl fs.inotify.max_user_instances.",
                        "find /proc/[0-9]*/fd -lname 'anon_inode:inotify' 2>/dev/null | cut -d/ -f3 | uniq -c | sort -n | tail shows who has "
                                + "most."),
                "sysctl fs.inotify.max_user_instances=8192 gives room at once; write it below /etc/sysctl.d too.",
                List.of("man 7 inotify, /proc interfaces"));
    }

    @Override
    public Set<Key> wants(NodeView view, Depth depth) {
        return switch (depth) {
            case LIGHT -> instances(view) < FEW ? Set.of() : Set.of(InotifyLimit.TYPE.key());
            case CLOSE -> met(view).isEmpty() ? Set.of() : Set.of(RefusedStarts.TYPE.key());
            case WORK, COSTLY -> Set.of();
        };
    }

    private static long instances(NodeView view) {
        return view.evidence()
                .allSeen(Descriptors.TYPE)
                .mapToLong(read -> view.of(OF_ONE, read))
                .sum();
    }

    @Override
    public List<Met> met(NodeView view) {
        var met = new ArrayList<Met>();
        view.evidence().seen(InotifyLimit.TYPE).ifPresent(limit -> {
            long used = instances(view);
            if (used >= limit.instances()) {
                met.add(met(view, used, limit.instances()));
            }
        });
        return met;
    }

    /** Whose they are is not told, and one that two processes share counts twice: so it is likely, and never proven. */
    private static Met met(NodeView view, long used, long most) {
        var refusal = Refusal.of(view.evidence(), RefusedStarts.Why.NO_DESCRIPTOR);
        return new Met(
                new Vertex.Resource(Vertex.ResourceKind.LIMIT, LIMIT),
                LIMIT,
                "reached, " + used + " of " + most,
                refusal.certainty(false),
                Confidence.LIKELY,
                refusal.after(Proof.of(
                        used + " inotify instances are open, one user may have " + most, InotifyLimit.TYPE.key())));
    }

    @Override
    public Optional<Step> step(NodeView view, Met met) {
        return view.evidence()
                .seen(InotifyLimit.TYPE)
                .map(limit -> new Step(
                        "sysctl -w fs.inotify.max_user_instances=" + Math.max(ENOUGH, 2 * limit.instances()),
                        "gives room at once; write it below /etc/sysctl.d too"));
    }
}
