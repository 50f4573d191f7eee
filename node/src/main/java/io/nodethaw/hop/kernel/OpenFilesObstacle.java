package io.nodethaw.hop.kernel;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Step;
import io.nodethaw.evidence.Descriptors;
import io.nodethaw.evidence.Freeze;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.OpenFileLimit;
import io.nodethaw.evidence.RefusedStarts;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.Obstacle;
import io.nodethaw.hop.Refusal;
import io.nodethaw.hop.StartFolder;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Kubelet or a runtime has as many files open as it may have. */
record OpenFilesObstacle() implements Obstacle {
    /** No daemon has a lower limit (fs.h, INR_OPEN_CUR is 1024): with fewer open files it is not even read. */
    static final int FEW = 512;

    /** What a start opens at least: pipes for its output, a connection to the shim, files of the bundle. */
    private static final long OF_A_START = 8;

    /** The most that fs.nr_open allows unless it was raised (fs/file.c, sysctl_nr_open). */
    private static final long MOST = 1 << 20;

    @Override
    public Explanation explanation() {
        return new Explanation(
                "kernel.open-files-limit",
                "The daemon has as many files open as it may have, and was refused one: it can start nothing, and soon takes no connection "
                        + "either.",
                List.of(
                        "ls /proc/PID/fd | wc -l; grep 'open files' /proc/PID/limits.",
                        "ls -l /proc/PID/fd | awk '{ print $NF }' | sed 's/[0-9]//g' | sort | uniq -c | sort -n | tail shows what they are."),
                "prlimit --pid PID --nofile=1048576 lifts the limit at once; LimitNOFILE= of the unit for good. If they are many alike, it is "
                        + "a leak: restart the daemon, and report it.",
                List.of("man 2 getrlimit, RLIMIT_NOFILE", "man 1 prlimit"));
    }

    @Override
    public Set<Key> wants(NodeView view, Depth depth) {
        var keys = new LinkedHashSet<Key>();
        if (depth == Depth.LIGHT) {
            for (var daemon : daemons(view)) {
                open(view, daemon)
                        .filter(open -> open >= FEW)
                        .ifPresent(_ -> keys.add(OpenFileLimit.TYPE.key(daemon.pid())));
            }
        }
        if (depth == Depth.CLOSE && !met(view).isEmpty()) {
            keys.add(RefusedStarts.TYPE.key());
            daemons(view).forEach(daemon -> keys.add(Freeze.TYPE.key(daemon.pid()))); // whose words those are
        }
        return keys;
    }

    static Set<Vertex.Process> daemons(NodeView view) {
        var daemons = new LinkedHashSet<Vertex.Process>();
        StartFolder.all(view).forEach(folder -> daemons.add(folder.daemon()));
        return daemons;
    }

    static Optional<Long> open(NodeView view, Vertex.Process daemon) {
        return view.evidence().seen(Descriptors.TYPE, daemon.pid()).map(read ->
                (long) read.open().size());
    }

    @Override
    public List<Met> met(NodeView view) {
        var met = new ArrayList<Met>();
        for (var daemon : daemons(view)) {
            long most = view.evidence()
                    .seen(OpenFileLimit.TYPE, daemon.pid())
                    .flatMap(OpenFileLimit::soft)
                    .orElse(Long.MAX_VALUE);
            open(view, daemon)
                    .filter(open -> open > most - OF_A_START)
                    .ifPresent(open -> met.add(met(view, daemon, open, most)));
        }
        return met;
    }

    private static Met met(NodeView view, Vertex.Process daemon, long open, long most) {
        var name = view.name(daemon.pid());
        var own = view.evidence()
                .seen(Freeze.TYPE, daemon.pid())
                .flatMap(Freeze::service)
                .map(unit -> Refusal.of(view.evidence(), RefusedStarts.Why.NO_DESCRIPTOR, unit))
                .orElse(Refusal.NONE);
        // of a shim that containerd could not start dockerd or kubelet tell; but they may speak of their own limit
        var refusal = own.isSaid() ? own : Refusal.of(view.evidence(), RefusedStarts.Why.NO_DESCRIPTOR);
        return new Met(
                at(daemon),
                "open files of " + name,
                "limit reached, " + open + " of " + most,
                refusal.certainty(false),
                own.isSaid() ? Confidence.PROVEN : Confidence.LIKELY,
                refusal.after(Proof.of(
                        name + " has " + open + " files open, of " + most,
                        Descriptors.TYPE.key(daemon.pid()),
                        OpenFileLimit.TYPE.key(daemon.pid()))));
    }

    @Override
    public Optional<Step> step(NodeView view, Met met) {
        return daemons(view).stream()
                .filter(daemon -> at(daemon).equals(met.at()))
                .filter(daemon -> view.evidence()
                        .seen(OpenFileLimit.TYPE, daemon.pid())
                        .flatMap(OpenFileLimit::soft)
                        .filter(most -> most < MOST)
                        .isPresent())
                .map(daemon -> new Step(
                        "prlimit --pid " + daemon.pid() + " --nofile=" + MOST,
                        "lifts the limit at once; see what they are: ls -l /proc/" + daemon.pid() + "/fd"))
                .findFirst();
    }

    static Vertex.Resource at(Vertex.Process daemon) {
        return new Vertex.Resource(Vertex.ResourceKind.LIMIT, "open files of " + daemon.pid());
    }
}
