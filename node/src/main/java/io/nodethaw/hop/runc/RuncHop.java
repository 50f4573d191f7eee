package io.nodethaw.hop.runc;

import static java.util.stream.Collectors.toSet;

import io.nodethaw.analysis.AtWork;
import io.nodethaw.analysis.DeadlockRule;
import io.nodethaw.analysis.HaltedRule;
import io.nodethaw.analysis.Party;
import io.nodethaw.analysis.Rule;
import io.nodethaw.analysis.WayOut;
import io.nodethaw.evidence.ContainerConfig;
import io.nodethaw.evidence.Key;
import io.nodethaw.evidence.ProcessStatus;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.hop.ContinueStopped;
import io.nodethaw.hop.Depth;
import io.nodethaw.hop.Hop;
import io.nodethaw.hop.LeftoverKind;
import io.nodethaw.hop.NeededProgram;
import io.nodethaw.hop.Obstacle;
import io.nodethaw.hop.ProgramObstacle;
import io.nodethaw.remedy.Aftercare;
import io.nodethaw.remedy.Remedy;
import io.nodethaw.remedy.Work;
import io.nodethaw.wait.Edge;
import io.nodethaw.wait.EdgeSource;
import io.nodethaw.wait.NodeView;
import io.nodethaw.wait.Role;
import io.nodethaw.wait.Vertex;
import io.nodethaw.wait.Victim;
import io.nodethaw.wait.WaitGraph;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** runc at work: the short-lived process that creates, starts or ends one container. */
public final class RuncHop implements Hop {
    static final String NAME = "runc";
    private static final Party PARTY =
            new Party(NAME, "runc", "Its operation does not end, and the container stays locked.");
    private static final WayOut WAY_OUT =
            new WayOut("end", "that runc", "the start or stop that it was at fails, and its shim cleans up");

    /**
     * After this time a runc with unfinished work counts as waiting. A healthy start takes 0.4 to 0.7 s on the lab node, so
     * after two seconds it is late; being late alone is no stall.
     */
    private static final Duration OVERDUE = Duration.ofSeconds(2);

    /** After this time it is a stall by itself: runc's longest timer is 30 s (libcontainer/cgroups/systemd, JobRemoved). */
    static final Duration LIMIT = Duration.ofSeconds(60);

    /** The most containers that are asked for their names: a person reads a few. */
    private static final int NAMED = 32;

    @Override
    public Set<String> programs() {
        return Operation.RUNTIMES;
    }

    @Override
    public Set<String> words() {
        return Set.of("runc init", "runc of ");
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Role> roles(NodeView view) {
        var roles = new ArrayList<Role>();
        for (var operation : Operation.all(view)) {
            var detail = operation.container().isEmpty() ? "" : "at work on " + operation.container();
            roles.add(role(operation.process(), operation.process().comm(), detail));
            operation
                    .inits()
                    .forEach(init -> roles.add(role(init, operation.process().comm() + " init", detail)));
        }
        return roles;
    }

    private static Role role(ProcessTable.Entry process, String name, String detail) {
        return new Role(
                Vertex.Process.of(process), NAME, Operation.label(name, process), detail, Role.Standing.NOT_ASKED);
    }

    @Override
    public List<Victim> victims(NodeView view, List<Edge> edges) {
        var operations = Operation.all(view).stream()
                .filter(operation -> isVictim(view, operation))
                .map(operation -> new Victim(
                        operation.vertex(),
                        "unfinished work" + (operation.container().isEmpty() ? "" : " on " + operation.container()),
                        operation.age(view),
                        operation
                                .age(view)
                                .filter(age -> age.compareTo(LIMIT) > 0)
                                .isPresent(),
                        List.of(ProcessTable.TYPE.key())));
        return Stream.concat(operations, ListedOperations.victims(view)).toList();
    }

    /** True when it is unfinished and late, or unfinished while it or its init is stopped. */
    static boolean isVictim(NodeView view, Operation operation) {
        boolean stopped =
                isStopped(operation.process()) || operation.inits().stream().anyMatch(RuncHop::isStopped);
        boolean late =
                operation.age(view).filter(age -> age.compareTo(OVERDUE) > 0).isPresent();
        return !operation.finished() && (stopped || late);
    }

    private static boolean isStopped(ProcessTable.Entry process) {
        return process.state() == 'T' || process.state() == 't';
    }

    @Override
    public List<EdgeSource> edgeSources() {
        return List.of(new OverdueChild(), new ListedOperations());
    }

    @Override
    public Set<Key> wants(NodeView view, Depth depth) {
        var operations = Operation.all(view).stream();
        return switch (depth) {
            case LIGHT, WORK -> Set.of();
            case CLOSE ->
                operations
                        .map(operation ->
                                ProcessStatus.TYPE.key(operation.process().pid()))
                        .collect(toSet());
            case COSTLY ->
                operations
                        .filter(operation -> isVictim(view, operation))
                        .map(operation -> operation.bundle(view))
                        .filter(bundle -> !bundle.isEmpty())
                        .limit(NAMED)
                        .map(ContainerConfig.TYPE::key)
                        .collect(toSet());
        };
    }

    @Override
    public Map<Vertex, List<String>> containers(NodeView view) {
        var containers = new HashMap<Vertex, List<String>>();
        for (var operation : Operation.all(view)) {
            var bundle = operation.bundle(view);
            if (!bundle.isEmpty()) {
                containers.put(operation.vertex(), List.of(bundle.substring(bundle.lastIndexOf('/') + 1)));
            }
        }
        return containers;
    }

    @Override
    public List<Aftercare> aftercare() {
        return List.of(new EndLostOperation());
    }

    @Override
    public boolean isAtWork(NodeView view, ProcessTable.Entry process) {
        return Operation.isAtWork(view, process);
    }

    @Override
    public List<Work> underWay(NodeView view, WaitGraph graph) {
        return UnderWay.of(view, graph);
    }

    @Override
    public List<AtWork> atWork(NodeView view) {
        return UnderWay.all(view);
    }

    @Override
    public List<Obstacle> obstacles() {
        return List.of(
                ProgramObstacle.missing(NAME, NeededProgram.Kind.RUNC, "runc"),
                ProgramObstacle.notExecutable(NAME, NeededProgram.Kind.RUNC, "runc"));
    }

    @Override
    public List<LeftoverKind> leftovers() {
        return List.of(new StateLeft());
    }

    @Override
    public List<Remedy> remedies() {
        return List.of(ContinueStopped.of(NAME), new ThawInit(), new EndUnanswered());
    }

    @Override
    public List<Rule> rules() {
        return List.of(
                HaltedRule.stopped(PARTY), HaltedRule.frozen(PARTY), DeadlockRule.of(PARTY, WAY_OUT), new ReplyLost());
    }
}
