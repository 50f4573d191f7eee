package io.nodethaw.hop.kernel;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.nodethaw.analysis.Confidence;
import io.nodethaw.analysis.Explanation;
import io.nodethaw.analysis.Finding;
import io.nodethaw.analysis.Proof;
import io.nodethaw.analysis.Root;
import io.nodethaw.analysis.Rule;
import io.nodethaw.analysis.Step;
import io.nodethaw.evidence.KernelPlace;
import io.nodethaw.evidence.Logged;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Tasks;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Wait;
import io.nodethaw.wait.WaitGraph;
import io.nodethaw.wait.kernel.HeldTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The kernel itself has reported that a task has not run for minutes, or its stack shows that it is held and nothing tells since
 * when. It is a stall where a daemon of the chain is held, where every start needs what it waits for, or where several programs wait
 * for the same; else whether the node needs it cannot be told.
 */
final class TaskHeld implements Rule {
    private static final String CODE = "kernel.task-held";

    /** Locks of the kernel that every start of a container takes: for its cgroup, its network and its mounts. */
    private static final Set<String> OF_EVERY_START =
            Set.of("cgroup_mutex", "rtnl_mutex", "pernet_ops_rwsem", "net_mutex", "namespace_sem");

    /** Threads of the kernel that write back or keep the journal of a file system: whoever writes there waits for them. */
    private static final List<String> WRITERS = List.of(
            "jbd2/", "xfsaild", "xfs-", "kworker/u", "flush-", "btrfs-", "txg_sync", "dm", "md", "loop", "dmcrypt");

    /** One task and the wait that was drawn for it. */
    private record Waiting(Edge edge, HeldTask task) {}

    @Override
    public Explanation explanation() {
        return new Explanation(
                CODE,
                "A task sleeps in the kernel and no signal ends that sleep (state D). The kernel's own report \"INFO: task NAME:PID blocked for more "
                        + "than N seconds\" says that it has not run once in that time. Its stack tells what it waits for: a lock of the "
                        + "kernel, which another task holds, a disk, a file server, or the end of a freeze. Restarting its daemon does not "
                        + "help, because it cannot leave the kernel.",
                List.of(
                        "dmesg -T | grep -A 30 'blocked for more than' shows each report with its stack; they are repeated while the wait lasts.",
                        "cat /proc/PID/stack, twice; ps -eLo pid,tid,stat,wchan:32,comm | awk '$3 ~ /^D/' shows who else is held.",
                        "Of a lock: echo w > /proc/sysrq-trigger writes the stacks of all such tasks into the kernel log. The holder is one that "
                                + "waits for something else, below a function that takes the lock."),
                "Free what it waits for: restore the server or device, thaw the file system, end what keeps the holder of the lock. If nothing "
                        + "helps, drain and reboot.",
                List.of("kernel/hung_task.c, check_hung_task", "man 5 proc_pid_stack", "man 5 proc_pid_wchan"));
    }

    @Override
    public List<Finding> judge(NodeView view, WaitGraph graph) {
        var places = graph.edges().stream()
                .filter(edge -> edge.kind() == Wait.FILE_SYSTEM && !FileSystemWait.sameWaitTwice(view, edge))
                .flatMap(edge -> waiting(view, edge).stream())
                .collect(groupingBy(waiting -> waiting.edge().to(), LinkedHashMap::new, toList()));
        var findings = new ArrayList<>(places.entrySet().stream()
                .map(place -> finding(view, graph, place.getKey(), place.getValue()))
                .toList());
        holders(view, graph, findings);
        return findings;
    }

    /** Whoever has a lock that such tasks wait for: what is the matter with it, goes with what is found about the lock. */
    private static void holders(NodeView view, WaitGraph graph, List<Finding> findings) {
        var locks = List.copyOf(findings);
        for (var lock : locks) {
            graph.from(lock.about()).stream()
                    .filter(edge -> edge.kind() == Wait.HELD_BY)
                    .forEach(edge -> {
                        var about = graph.from(edge.to()).stream()
                                .filter(next -> next.kind() == Wait.FILE_SYSTEM)
                                .map(Edge::to)
                                .findFirst()
                                .orElse(edge.to());
                        var proof = new Proof(edge.text(), edge.readings());
                        boolean stuck = lock instanceof Finding.Stuck;
                        var title = "the holder of a lock that others wait for";
                        findings.removeIf(
                                known -> stuck && known.about().equals(about) && known instanceof Finding.Warning);
                        if (findings.stream().noneMatch(known -> known.about().equals(about))) {
                            var process = edge.to() instanceof Vertex.Process(int pid, long _)
                                    ? view.name(pid)
                                    : "its holder";
                            var said = about.equals(edge.to()) ? title : process + " waits there, " + title;
                            findings.add(
                                    stuck
                                            ? new Finding.Stuck(CODE, about, Confidence.LIKELY, said, List.of(proof))
                                            : new Finding.Warning(
                                                    CODE, about, Confidence.POSSIBLE, said, List.of(proof)));
                        }
                    });
        }
    }

    /** The task of a wait, where the kernel has reported it, or nothing tells how often it ran. */
    private static Optional<Waiting> waiting(NodeView view, Edge edge) {
        int pid = ((Vertex.Process) edge.from()).pid();
        return HeldTask.of(view, pid).stream()
                .filter(task -> task.tid() == edge.task())
                .filter(task -> task.reported().isPresent() || !isCounted(view, pid, task.tid()))
                .map(task -> new Waiting(edge, task))
                .findFirst();
    }

    private static boolean isCounted(NodeView view, int pid, int tid) {
        return view.evidence().seen(Tasks.TYPE, pid).stream()
                .flatMap(read -> read.tasks().stream())
                .anyMatch(task -> task.tid() == tid && task.switches().isPresent());
    }

    private static Finding finding(NodeView view, WaitGraph graph, Vertex at, List<Waiting> waiting) {
        var reported = waiting.stream()
                .filter(each -> each.task().reported().isPresent())
                .toList();
        var shown = (reported.isEmpty() ? waiting : reported)
                .stream()
                        .sorted(Comparator.comparing(
                                        (Waiting each) -> each.task().reported().orElse(Duration.ZERO))
                                .reversed())
                        .toList();
        var title = title(view, shown);
        var proofs = new ArrayList<Proof>();
        shown.stream()
                .limit(5)
                .map(each -> new Proof(proof(view, each), each.edge().readings()))
                .forEach(proofs::add);
        said(view, shown).forEach(said -> proofs.add(Proof.of(said.proof(), said.key())));
        if (reported.isEmpty()) {
            return new Finding.Warning(CODE, at, Confidence.POSSIBLE, title, proofs);
        }
        boolean chain = reported.stream()
                .anyMatch(each -> graph.role(each.edge().from()).isPresent());
        boolean needed = at instanceof Vertex.Resource(var _, String id) && OF_EVERY_START.contains(id);
        boolean several =
                reported.stream().map(each -> comm(view, each)).distinct().count() > 1;
        boolean writer = reported.stream()
                .anyMatch(each -> each.task().place().kind() == KernelPlace.Kind.DISK
                        && WRITERS.stream().anyMatch(comm(view, each)::startsWith));
        if (chain || needed) {
            return new Finding.Stuck(CODE, at, Confidence.PROVEN, title, proofs);
        }
        boolean quiet = reported.stream().anyMatch(each -> isOfAll(each.task().place()));
        return several || writer || quiet
                ? new Finding.Stuck(CODE, at, Confidence.LIKELY, title, proofs)
                : new Finding.Warning(CODE, at, Confidence.POSSIBLE, title, proofs);
    }

    /**
     * True for a grace period of the whole machine, which takes milliseconds, and which ends of containers and network namespaces
     * wait for. One of SRCU is of one user of it only (kernel/rcu/srcutree.c).
     */
    private static boolean isOfAll(KernelPlace place) {
        return place.kind() == KernelPlace.Kind.RCU && !place.function().contains("srcu");
    }

    /** What the kernel said of the server that they wait for. */
    private static Stream<Logged> said(NodeView view, List<Waiting> waiting) {
        boolean server = waiting.stream().anyMatch(each -> each.task().place().kind() == KernelPlace.Kind.SERVER);
        return view.evidence().allSeen(Logged.TYPE).filter(said -> server && said.sign() == Logged.Sign.SERVER_SILENT);
    }

    private static String comm(NodeView view, Waiting waiting) {
        return view.process(waiting.task().pid()).map(ProcessTable.Entry::comm).orElse("");
    }

    /** "systemd 1 and 2 more wait for a lock of the kernel, at least 120 s". */
    private static String title(NodeView view, List<Waiting> waiting) {
        var pids = waiting.stream().map(each -> each.task().pid()).distinct().toList();
        var what = waiting.getFirst().task().place().kind();
        var longest = waiting.stream()
                .flatMap(each -> each.task().reported().stream())
                .max(Duration::compareTo)
                .map(age -> ", at least " + age.toSeconds() + " s")
                .orElse("");
        return view.name(pids.getFirst())
                + (pids.size() == 1 ? " waits" : " and " + (pids.size() - 1) + " more wait")
                + (what == KernelPlace.Kind.OTHER ? " in the kernel" : " for " + what.words())
                + longest;
    }

    private static String proof(NodeView view, Waiting waiting) {
        var task = waiting.task();
        return view.name(task.pid()) + ": " + waiting.edge().text()
                + task.reported()
                        .map(age -> "; the kernel reports that it has not run for " + age.toSeconds() + " s")
                        .orElse("; since when is not known");
    }

    /** The holder of a lock is not seen; the kernel can be asked for the stacks of all who wait in it. */
    @Override
    public Optional<Step> step(NodeView view, WaitGraph graph, Root root) {
        boolean ours =
                root.finding().filter(finding -> finding.code().equals(CODE)).isPresent();
        return ours
                ? Optional.of(new Step(
                        "sh -c 'echo w > /proc/sysrq-trigger; dmesg | tail -n 400'",
                        "shows the stacks of all tasks that the kernel holds, and so who holds what"))
                : Optional.empty();
    }
}
