package io.nodethaw.analysis;

import io.nodethaw.wait.Edge;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.WaitGraph;
import io.nodethaw.wait.go.GoDaemon;
import io.nodethaw.wait.go.OverdueTasks;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A daemon has for minutes been at work that normally takes seconds, whether or not it answers questions. Whoever waits for that
 * work is a victim; when the work does not lead out of the daemon, the daemon is the root.
 */
public record OverdueWork(String hop, Explanation explanation) implements Rule {
    /** The most requests that are followed: those that wait behind them wait for the same. */
    private static final int FOLLOWED = 5;

    /**
     * The rule for a hop that is written in Go.
     *
     * @param finding the part of its code that is not the hop's name
     * @param wayOut what may be done to it, where nothing else helps
     */
    public static OverdueWork of(Party party, String finding, WayOut wayOut) {
        return new OverdueWork(
                party.hop(),
                new Explanation(
                        party.code(finding),
                        party.atStart()
                                + " has been busy for minutes with work that normally takes seconds (a start, a "
                                + "status, a list), and it is not seen to wait for any other process. Whoever asked for that "
                                + "work waits too, although " + party.called() + " answers other questions.",
                        List.of(
                                "nodethaw stacks PID: look at the goroutine named here; its innermost frames tell what it "
                                        + "waits for.",
                                "A request for the same container does not end either; try it with a limit: timeout 10 docker "
                                        + "inspect ID, crictl --timeout 10s inspect ID."),
                        "Save the stacks for a bug report. If they show nothing that can be healed, " + wayOut.text()
                                + ".",
                        List.of(
                                "containerd services/tasks/local.go, pkg/cri/server",
                                "moby api/server/router/container",
                                "kubelet pkg/kubelet/cri/remote/remote_runtime.go, in 1.32 k8s.io/cri-client pkg/remote_runtime.go: runtimeRequestTimeout")));
    }

    /** Requests that it serves are victims themselves, since nobody may be seen who asked for them. */
    @Override
    public List<Victim> overdue(NodeView view, Collection<Role> roles) {
        return GoDaemon.of(view, roles, hop).stream()
                .flatMap(daemon -> victims(daemon, daemon.overdue()))
                .toList();
    }

    private static Stream<Victim> victims(GoDaemon daemon, OverdueTasks overdue) {
        return Stream.concat(
                overdue.served().stream()
                        .limit(FOLLOWED)
                        .map(task -> victim(
                                daemon, task, daemon.vertex(task.goroutine().id()))),
                overdue.called().stream().limit(1).map(task -> victim(daemon, task, daemon.process())));
    }

    private static Victim victim(GoDaemon daemon, OverdueTasks.Task task, Vertex vertex) {
        return new Victim(
                vertex,
                "at work on " + task.what(),
                Optional.of(task.age()),
                task.age().compareTo(OverdueTasks.LIMIT) >= 0,
                List.of(daemon.key()));
    }

    @Override
    public List<Finding> judge(NodeView view, WaitGraph graph) {
        return GoDaemon.of(view, graph.roles(), hop).stream()
                .flatMap(daemon -> {
                    var standing = daemon.standing();
                    return daemon.overdue().served().stream()
                            .filter(task -> task.age().compareTo(OverdueTasks.LIMIT) >= 0
                                    && standing.contains(task.goroutine()))
                            .map(task -> finding(daemon, task));
                })
                .filter(finding -> graph.from(finding.about()).stream().noneMatch(Edge::leadsOn))
                .toList();
    }

    private Finding finding(GoDaemon daemon, OverdueTasks.Task task) {
        var goroutine = task.goroutine();
        return new Finding.Stuck(
                explanation.code(),
                daemon.vertex(goroutine.id()),
                Confidence.LIKELY,
                task.what() + " outstanding for at least " + task.age().toMinutes() + " min",
                List.of(Proof.of(
                        "[" + goroutine.state() + "] in "
                                + goroutine.frames().getFirst().function(),
                        daemon.key())));
    }
}
