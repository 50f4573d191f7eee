package io.nodethaw.hop.runc;

import io.nodethaw.analysis.Root;
import io.nodethaw.collect.Deadline;
import io.nodethaw.collect.Outcome;
import io.nodethaw.collect.proc.Proc;
import io.nodethaw.evidence.Freeze;
import io.nodethaw.evidence.Namespaces;
import io.nodethaw.evidence.ProcessTable;
import io.nodethaw.evidence.Reading;
import io.nodethaw.hop.FrozenGroup;
import io.nodethaw.hop.NodesOwn;
import io.nodethaw.hop.ThawFrozen;
import io.nodethaw.remedy.Check;
import io.nodethaw.remedy.Diagnosis;
import io.nodethaw.remedy.NodeAccess;
import io.nodethaw.remedy.Target;
import io.nodethaw.wait.Vertex;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Thaws the control group of a container that is being created: a runtime that changes its limits freezes it for a moment, and leaves it so
 * when it ends in between. Nothing but the runtime's own stages is in it, so that nobody can have paused a program there.
 */
final class ThawInit implements ThawFrozen {
    /** Runtimes name their stages so (libcontainer/nsenter/nsexec.c). */
    private static final String STAGE = "runc:[";

    /**
     * What is read right before.
     *
     * @param init the frozen process
     * @param runc its parent
     * @param programs names of the processes in the group that are no stages of a runtime
     */
    record Read(NodesOwn init, NodesOwn runc, Reading<List<String>> programs) {}

    @Override
    public String name() {
        return "runc.thaw";
    }

    @Override
    public Set<String> answers() {
        return Set.of("runc.frozen");
    }

    @Override
    public String risk() {
        return "the container is started as it was asked for, perhaps long after whoever asked has given up";
    }

    /** A stage of a runtime that nothing but its group keeps from going on. */
    @Override
    public Optional<Target> target(Diagnosis now, Root root) {
        return root.vertex() instanceof Vertex.Process process
                        && process.isCertain()
                        && operation(now, process.pid()).isPresent()
                        && FrozenGroup.alone(now, process)
                ? Optional.of(Target.of(process, root.name()))
                : Optional.empty();
    }

    /** The run of a runtime that this is the init of. */
    private static Optional<Operation> operation(Diagnosis now, int init) {
        return Operation.all(now.view()).stream()
                .filter(operation -> operation.inits().stream().anyMatch(one -> one.pid() == init))
                .findFirst();
    }

    @Override
    public boolean offered(Diagnosis now, Target init) {
        return operation(now, init.pid())
                .filter(operation ->
                        NodesOwn.isShown(now.view(), operation.process().pid()))
                .isPresent();
    }

    @Override
    public List<Check> checks(NodeAccess access, Target init, Diagnosis now) {
        var operation = operation(now, init.pid());
        if (operation.isEmpty()) {
            return List.of(
                    Check.refuses("its runtime is there", init.name() + " has no runtime any more: diagnose again"));
        }
        var runc = Target.of(operation.get().vertex(), operation.get().label());
        var own = NodesOwn.read(access, init);
        return checks(
                init,
                operation.get(),
                new Read(own, NodesOwn.read(access, runc), programs(access, own.groups(), operation.get())),
                now);
    }

    private static Reading<List<String>> programs(NodeAccess access, Reading<Freeze> groups, Operation operation) {
        var proc = new Proc(access.host());
        return Outcome.of(
                _ -> {
                    var file = FrozenGroup.file(groups.seen())
                            .orElseThrow(() -> new NoSuchFileException("no frozen group"));
                    var runc = proc.namespaces(operation.process().pid());
                    var programs = new ArrayList<String>();
                    for (int pid : FrozenGroup.members(file)) {
                        var process = proc.process(pid);
                        if (!isStage(process, operation, proc.namespaces(pid), runc)) {
                            programs.add(process.comm() + " " + pid);
                        }
                    }
                    return programs;
                },
                Deadline.in(FrozenGroup.LIMIT));
    }

    /** A stage has the name of one, or is the init of this run, still with the mounts of its runtime: no program of a container is. */
    static boolean isStage(ProcessTable.Entry process, Operation operation, Namespaces own, Namespaces ofRuntime) {
        return process.comm().startsWith(STAGE)
                || own.mount() != 0
                        && own.mount() == ofRuntime.mount()
                        && operation.inits().stream()
                                .anyMatch(init -> Vertex.Process.of(init).equals(Vertex.Process.of(process)));
    }

    static List<Check> checks(Target init, Operation operation, Read read, Diagnosis now) {
        var runc = Target.of(operation.vertex(), operation.label());
        return List.of(
                read.init().same(init),
                read.init().untraced(init),
                read.runc().same(runc),
                read.runc().own(runc),
                FrozenGroup.still(init, read.init().groups(), now),
                noProgram(read.programs()),
                overdue(operation, now),
                alone(operation, now),
                FrozenGroup.noCheckpoint(now));
    }

    private static Check noProgram(Reading<List<String>> programs) {
        var what = "no program of a container is in that group, which could be paused";
        return programs.seen()
                .map(all -> Check.that(
                        all.isEmpty(),
                        what,
                        String.join(", ", all) + " is in that group: the container may be paused on purpose"))
                .orElseGet(() -> Check.refuses(what, "could not read who is in the frozen group"));
    }

    /** Past its longest timer a runtime does not thaw any more what it has frozen. */
    private static Check overdue(Operation operation, Diagnosis now) {
        return Check.that(
                operation
                        .age(now.view())
                        .filter(age -> age.compareTo(RuncHop.LIMIT) > 0)
                        .isPresent(),
                operation.label() + " is past its limit",
                operation.label() + " has not been at work for " + RuncHop.LIMIT.toSeconds()
                        + " s: it may still thaw what it has frozen");
    }

    private static Check alone(Operation operation, Diagnosis now) {
        var what = "no other runtime is at work on that container";
        return Operation.all(now.view()).stream()
                .filter(other -> !other.vertex().equals(operation.vertex()))
                .filter(other ->
                        other.container().isEmpty() || other.container().equals(operation.container()))
                .findFirst()
                .map(other -> Check.refuses(what, other.label() + " may be at work on it too: wait for it"))
                .orElseGet(() -> Check.holds(what));
    }
}
