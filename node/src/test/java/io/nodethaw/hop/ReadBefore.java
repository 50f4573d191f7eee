package io.nodethaw.hop;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodethaw.evidence.Freeze;
import io.nodethaw.evidence.Namespaces;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Reading;
import io.nodethaw.evidence.Tasks;
import io.nodethaw.remedy.Check;
import io.nodethaw.remedy.Target;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What is read of a process right before something is done to it, and the same with one thing changed, which no act may stand. */
public final class ReadBefore {
    private static final Reading<Freeze> TOP =
            new Reading.Seen<>(new Freeze(1, List.of(":/init.scope"), Optional.empty()));

    private final Target target;
    private final int parent;
    private final Reading<Freeze> groups;
    private long start;
    private int tracer;
    private long numbers = 5;

    private ReadBefore(Target target, int parent, Reading<Freeze> groups) {
        this.target = target;
        this.parent = parent;
        this.groups = groups;
        this.start = target.startTicks();
    }

    /** Of a process of the node. */
    public static ReadBefore of(Target target, int parent, Reading<Freeze> groups) {
        return new ReadBefore(target, parent, groups);
    }

    /** Of a process of the node, in the control group of containerd. */
    public static ReadBefore of(Target target, int parent) {
        return of(
                target,
                parent,
                new Reading.Seen<>(
                        new Freeze(target.pid(), List.of(":/system.slice/containerd.service"), Optional.empty())));
    }

    /** All is well. */
    public NodesOwn fine() {
        int pid = target.pid();
        return new NodesOwn(
                new Reading.Seen<>(new ProcessTable.Entry(pid, parent, "program", 'S', start, 0, 0)),
                new Reading.Seen<>(new Tasks(pid, List.of(new Tasks.Task(pid, "program", 'S', "", tracer, 1, 1)))),
                groups,
                TOP,
                new Namespaces(pid, 4, numbers, 6),
                new Namespaces(1, 4, 5, 6));
    }

    private NodesOwn anotherProcess() {
        var changed = of(target, parent, groups);
        changed.start = target.startTicks() + 1;
        return changed.fine();
    }

    private NodesOwn traced() {
        var changed = of(target, parent, groups);
        changed.tracer = 7;
        return changed.fine();
    }

    private NodesOwn inAContainer() {
        var changed = of(target, parent, groups);
        changed.numbers = 77;
        return changed.fine();
    }

    /** Fails unless these checks refuse a process that has got the pid of the target meanwhile. */
    public ReadBefore mustBeTheSame(Function<NodesOwn, List<Check>> checks) {
        return mustRefuse(checks, anotherProcess(), target.name() + " has ended meanwhile: diagnose again");
    }

    /** Fails unless these checks refuse a process that somebody traces. */
    public ReadBefore mustBeUntraced(Function<NodesOwn, List<Check>> checks) {
        return mustRefuse(checks, traced(), "process 7 traces " + target.name());
    }

    /** Fails unless these checks refuse a process of a container. */
    public ReadBefore mustBeTheNodesOwn(Function<NodesOwn, List<Check>> checks) {
        return mustRefuse(checks, inAContainer(), target.name() + " is in a container, whose owner decides");
    }

    private ReadBefore mustRefuse(Function<NodesOwn, List<Check>> checks, NodesOwn changed, String why) {
        assertThat(refusals(checks.apply(fine()))).noneMatch(refusal -> refusal.startsWith(why));
        assertThat(refusals(checks.apply(changed))).anyMatch(refusal -> refusal.startsWith(why));
        return this;
    }

    private static List<String> refusals(List<Check> checks) {
        return checks.stream().flatMap(check -> check.refusal().stream()).toList();
    }
}
